// @ts-check
import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {attachmentUrl, getMail} from './api.js';
import './body-view.js';
import './copy-button.js';
import {PageElement} from './element.js';
import './parts-view.js';
import './report-view.js';
import './session-view.js';
import {addressText, clipped, counted, fullTime, isWebLink, messageOf, sizeText, visible} from './text.js';

/** @typedef {import('./api.js').MailDetail} MailDetail */

/** @type {Record<string, string>} */
const TABS = {html: 'HTML', text: 'Text', headers: 'Headers', parts: 'Parts', raw: 'Raw', session: 'Session', report: 'Deliverability'};
const LINKS_AT_ONCE = 3;
const RECIPIENTS_AT_ONCE = 5;
const LONGEST_NAME = 48;

/** Everything about one mail. */
export class MailView extends PageElement {
  static properties = {mailId: {}, tab: {}, unread: {state: true}, mail: {state: true}, failure: {state: true}};

  #marks = 0;

  constructor() {
    super();
    this.mailId = '';
    this.tab = '';
    this.unread = false;
    /** @type {MailDetail|undefined} */
    this.mail = undefined;
    this.failure = '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('mailId')) this.#load();
  }

  /** @param {string} name @param {any} data */
  hear(name, data) {
    if (name === 'hello') this.#load();
    if (name !== 'marked' || data.id !== this.mailId) return;
    this.unread = data.unread;
    this.#marks++;
  }

  get opened() {
    return this.mail?.id === this.mailId ? {id: this.mailId, unread: this.unread} : undefined;
  }

  updated() {
    // On a phone there are more tabs than fit. (scrollIntoView would move the whole pane as well.)
    const tab = /** @type {HTMLElement|null} */ (this.querySelector('[role=tab][aria-selected=true]'));
    const strip = tab?.parentElement;
    if (tab && strip) strip.scrollLeft = tab.offsetLeft - strip.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
  }

  async #load() {
    const wanted = this.mailId;
    const marks = this.#marks;
    this.failure = '';
    try {
      const mail = await getMail(wanted);
      if (wanted !== this.mailId) return;
      // What was heard meanwhile is newer.
      if (marks === this.#marks) this.unread = mail.unread;
      // Asked for again, a mail is the same still, or it is another one of a server that was started anew.
      if (mail.id === this.mail?.id && mail.receivedAt === this.mail.receivedAt) return;
      this.mail = mail;
      if (mail.unread) this.tell('read', mail.id);
    } catch (failure) {
      if (wanted !== this.mailId) return;
      this.mail = undefined;
      this.failure = messageOf(failure);
    }
  }

  /** The tabs that this mail has something for. @param {MailDetail} mail */
  #tabs(mail) {
    return Object.keys(TABS).filter((tab) => (tab === 'html' ? mail.html : tab === 'text' ? mail.text !== undefined || !mail.html : true));
  }

  /** @param {KeyboardEvent} event @param {string[]} tabs @param {string} current */
  #move(event, tabs, current) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = tabs[(tabs.indexOf(current) + step + tabs.length) % tabs.length];
    this.tell('tab', next);
    this.updateComplete.then(() => /** @type {HTMLElement} */ (this.querySelector(`#tab-${next}`)).focus());
  }

  /** The first of many, and the rest on demand. @template T @param {T[]} all @param {(some: T[]) => unknown} shown */
  #few(all, shown) {
    if (all.length <= RECIPIENTS_AT_ONCE + 1) return shown(all);
    const rest = all.slice(RECIPIENTS_AT_ONCE);
    return html`${shown(all.slice(0, RECIPIENTS_AT_ONCE))}
      <details class="more"><summary>${rest.length.toLocaleString()} more</summary>${shown(rest)}</details>`;
  }

  /** @param {MailDetail} mail */
  #facts(mail) {
    const addressed = [...mail.to, ...mail.cc].map(({address}) => address.toLowerCase());
    const blind = mail.envelope.recipients.filter(({address}) => !addressed.includes(address.toLowerCase()));
    const fields = /** @type {[string, import('./api.js').Address[]][]} */ ([
      ['From', mail.from], ['To', mail.to], ['Cc', mail.cc], ['Reply to', mail.replyTo]]);
    return html`<dl class="facts">
      ${fields.filter(([, addresses]) => addresses.length).map(([name, addresses]) => html`
        <dt>${name}</dt><dd>${this.#few(addresses, (some) => some.map(addressText).join(', '))}</dd>`)}
      <dt>Envelope</dt><dd><code>&lt;${visible(mail.envelope.sender)}&gt;</code><span class="arrow"> → </span>${
        this.#few(mail.envelope.recipients, (some) => some.map(({address}) => html`<code>&lt;${visible(address)}&gt;</code> `))}${
        blind.length ? html`<span class="muted">(${counted(blind.length, 'recipient')} in no header field)</span>` : nothing}</dd>
      <dt>Sent by</dt><dd><code>${visible(mail.helo.name) || 'no name'}</code>
        in <a href="#/mails/${mail.id}/session">session ${mail.session}</a></dd>
      <dt>Received</dt><dd>${fullTime(mail.receivedAt)}, ${sizeText(mail.size)}${
        mail.findings.length ? html`, <a href="#/mails/${mail.id}/session">${counted(mail.findings.length, 'finding')}</a>` : nothing}</dd>
    </dl>`;
  }

  /** @param {string} link */
  #link(link) {
    const text = visible(link);
    return html`<li>${isWebLink(link)
      ? html`<a href=${link} target="_blank" rel="noopener noreferrer">${text}</a>` : html`<span>${text}</span>`}
      <copy-button .text=${link} label="Copy link ${text}"></copy-button></li>`;
  }

  /** @param {MailDetail} mail */
  #extracts(mail) {
    const files = mail.attachments.filter((file) => !file.inline);
    if (!mail.otp && mail.links.length === 0 && files.length === 0) return nothing;
    const more = mail.links.slice(LINKS_AT_ONCE);
    return html`<div class="extracts">
      ${mail.otp ? html`<div class="code"><span class="muted">Code</span> <strong>${visible(mail.otp)}</strong>
        <copy-button .text=${mail.otp} label="Copy the code"></copy-button></div>` : nothing}
      ${mail.links.length ? html`<ul class="links" aria-label="Links">${mail.links.slice(0, LINKS_AT_ONCE).map((link) => this.#link(link))}
        ${more.length ? html`<li><details><summary>${counted(more.length, 'more link', 'more links')}</summary>
          <ul class="links">${more.map((link) => this.#link(link))}</ul></details></li>` : nothing}</ul>` : nothing}
      ${files.length ? html`<ul class="files" aria-label="Attachments">${files.map((file) => html`<li>
        <a href="${attachmentUrl(mail.id, file)}?download" download><span class="clip" aria-hidden="true"></span>${
          clipped(visible(file.name), LONGEST_NAME) || file.contentType}</a>
        <span class="muted">${sizeText(mail.attachmentSizes[file.index] ?? 0)}</span></li>`)}</ul>` : nothing}
    </div>`;
  }

  /** @param {MailDetail} mail @param {string} tab */
  #panel(mail, tab) {
    switch (tab) {
      case 'parts': return html`<parts-view .mail=${mail}></parts-view>`;
      case 'session': return html`<session-view .sessionId=${mail.session} .mail=${mail}></session-view>`;
      case 'report': return keyed(mail, html`<report-view .mailId=${mail.id}></report-view>`);
      default: return html`<body-view .mail=${mail} .kind=${tab}></body-view>`;
    }
  }

  render() {
    if (this.failure) return html`<p class="nothing" role="alert">${this.failure}</p>`;
    const {mail} = this;
    if (!mail) return html`<p class="nothing" aria-busy="true">Loading…</p>`;
    const tabs = this.#tabs(mail);
    const tab = tabs.includes(this.tab) ? this.tab : tabs[0];
    return html`<article class="mail">
      <header>
        <h2 dir="auto" title=${visible(mail.subject)}>${visible(mail.subject) || html`<em>(no subject)</em>`}</h2>
        <div class="actions">
          <button class="quiet" @click=${() => this.tell('mark', {id: mail.id, unread: !this.unread})}>${
            this.unread ? 'Mark read' : 'Mark unread'}</button>
          <a class="button quiet" href="api/mails/${mail.id}/raw?download" download>Download .eml</a>
          <button class="quiet danger" @click=${() => this.tell('delete', mail.id)}>Delete</button>
        </div>
      </header>
      ${keyed(mail, html`${this.#facts(mail)}${this.#extracts(mail)}`)}
      <div class="tabs" role="tablist" aria-label="Views of this mail" @keydown=${
        /** @param {KeyboardEvent} event */ (event) => this.#move(event, tabs, tab)}>${tabs.map((name) => html`<button
          role="tab" id="tab-${name}" aria-selected=${name === tab} aria-controls="panel" tabindex=${name === tab ? 0 : -1}
          @click=${() => this.tell('tab', name)}>${TABS[name]}</button>`)}</div>
      <div class="panel" role="tabpanel" id="panel" aria-labelledby="tab-${tab}">${this.#panel(mail, tab)}</div>
    </article>`;
  }
}
customElements.define('mail-view', MailView);
