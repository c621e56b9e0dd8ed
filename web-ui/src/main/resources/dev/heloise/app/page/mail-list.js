// @ts-check
import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {PageElement} from './element.js';
import {severityTemplate} from './finding.js';
import {counted, shortTime, visible} from './text.js';

/** @typedef {import('./api.js').Mail} Mail */

const ROW = 64;
const BEYOND = 8;

/** The list of mails. Only the rows in sight exist, however many mails there are. */
class MailList extends PageElement {
  static properties = {mails: {}, total: {}, selected: {}, range: {state: true}};

  constructor() {
    super();
    /** @type {Mail[]} */
    this.mails = [];
    this.total = 0;
    this.selected = '';
    this.range = {first: 0, last: 30};
  }

  /** @type {HTMLElement} */
  get #scroller() {
    return /** @type {HTMLElement} */ (this.querySelector('.rows'));
  }

  firstUpdated() {
    new ResizeObserver(() => this.#look()).observe(this.#scroller);
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    // Heights are set here and not in the template: the page's policy forbids style attributes.
    const canvas = /** @type {HTMLElement} */ (this.querySelector('.canvas'));
    canvas.style.height = `${this.total * ROW}px`;
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('[data-index]'))) {
      row.style.transform = `translateY(${Number(row.dataset.index) * ROW}px)`;
    }
    if (changed.has('mails')) this.#hold(/** @type {Mail[]} */ (changed.get('mails') ?? []));
    if (changed.has('selected')) this.#reveal();
    if (Math.min(this.range.last, this.total) > this.mails.length) this.tell('need', this.range.last);
  }

  /** Leaves what is looked at in its place, whatever came or went above it. @param {Mail[]} before */
  #hold(before) {
    const scroller = this.#scroller;
    if (scroller.scrollTop === 0) return;
    const places = new Map(this.mails.map(({id}, place) => [id, place]));
    const first = Math.floor(scroller.scrollTop / ROW);
    const kept = before.findIndex(({id}, place) => place >= first && places.has(id));
    if (kept >= 0) scroller.scrollTop += ((places.get(before[kept].id) ?? kept) - kept) * ROW;
  }

  #look() {
    const {scrollTop, clientHeight} = this.#scroller;
    const first = Math.max(0, Math.floor(scrollTop / ROW) - BEYOND);
    const last = Math.ceil((scrollTop + clientHeight) / ROW) + BEYOND;
    if (first !== this.range.first || last !== this.range.last) this.range = {first, last};
  }

  #reveal() {
    const index = this.mails.findIndex((mail) => mail.id === this.selected);
    if (index < 0) return;
    const {scrollTop, clientHeight} = this.#scroller;
    if (index * ROW < scrollTop) this.#scroller.scrollTop = index * ROW;
    else if ((index + 1) * ROW > scrollTop + clientHeight) this.#scroller.scrollTop = (index + 1) * ROW - clientHeight;
  }

  /** @param {Mail} mail @param {number} index */
  #row(mail, index) {
    const selected = mail.id === this.selected;
    const files = mail.attachments.filter((file) => !file.inline).length;
    const sender = mail.from[0] ? mail.from[0].name || mail.from[0].address : mail.envelope.sender || '<>';
    const recipients = mail.envelope.recipients.map(({address}) => address).join(', ');
    return html`<div class="row ${mail.unread ? 'unread' : ''}" role="option" id="mail-${mail.id}" data-index=${index}
        aria-selected=${selected} aria-posinset=${index + 1} aria-setsize=${this.total}
        @click=${() => this.tell('open', mail.id)}>
      <span class="dot" aria-hidden="true"></span>
      <span class="subject">${mail.unread ? html`<span class="hidden">Unread: </span>` : nothing}<span
          dir="auto">${visible(mail.subject) || html`<em>(no subject)</em>`}</span></span>
      <time datetime=${mail.receivedAt}>${shortTime(mail.receivedAt)}</time>
      <span class="people"><span class="hidden">from </span>${visible(sender)}<span class="arrow"> → </span>${visible(recipients)}</span>
      <span class="marks">${
        files ? html`<span class="mark" title=${counted(files, 'attachment')}><span class="clip" aria-hidden="true"></span><span
            class="hidden">${counted(files, 'attachment')}</span></span>` : nothing}${severityTemplate(mail.findings)}</span>
    </div>`;
  }

  render() {
    const {first, last} = this.range;
    const shown = this.mails.slice(first, last).map((mail, i) => ({mail, index: first + i}));
    return html`<div class="rows" role="listbox" tabindex="0" aria-label="Mails"
        aria-activedescendant=${shown.some(({mail}) => mail.id === this.selected) ? `mail-${this.selected}` : nothing}
        @scroll=${this.#look}>
      <div class="canvas" role="presentation">${repeat(
        shown, ({mail}) => mail.id, ({mail, index}) => this.#row(mail, index))}</div>
    </div>`;
  }
}
customElements.define('mail-list', MailList);
