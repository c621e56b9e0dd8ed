// @ts-check
import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {getHeaders, getRaw} from './api.js';
import './copy-button.js';
import {PageElement} from './element.js';
import {messageOf, visible, visibleText} from './text.js';

/** @typedef {import('./api.js').MailDetail} MailDetail */

/** The widths that a mail is shown at, each with what it takes. */
const PIXELS = {tablet: 768, desktop: 960};
const WIDTHS = [['phone', 'Phone'], ['tablet', 'Tablet'], ['desktop', 'Desktop'], ['source', 'Source']];
const MOST = 500_000;

/** @typedef {{raw?: string, headers?: {name: string, value: string}[], failure?: string}} Loaded */
/** What the mail itself does not tell. @type {Record<string, (id: string) => Promise<Loaded>>} */
const ASKED = {raw: async (id) => ({raw: await getRaw(id)}), headers: getHeaders};

/** What a mail consists of, in one of the ways to look at it. */
class BodyView extends PageElement {
  static properties = {mail: {}, kind: {}, width: {state: true}, loaded: {state: true}};

  constructor() {
    super();
    /** @type {MailDetail|undefined} */
    this.mail = undefined;
    this.kind = 'text';
    this.width = '';
    /** @type {Loaded|undefined} */
    this.loaded = undefined;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('mail') || changed.has('kind')) this.#load();
  }

  async #load() {
    const {mail, kind} = this;
    this.loaded = undefined;
    if (!mail || !ASKED[kind]) return;
    const loaded = await ASKED[kind](mail.id).catch((failure) => ({failure: messageOf(failure)}));
    if (mail === this.mail && kind === this.kind) this.loaded = loaded;
  }

  /** @param {string} text @param {string} label @param {string} [kind] */
  #pre(text, label, kind = '') {
    const shown = visibleText(text.slice(0, MOST));
    return html`<pre class="text ${kind}" tabindex="0" aria-label=${label}>${shown}</pre>
      ${text.length > MOST ? html`<p class="nothing">The rest is in the download.</p>` : nothing}`;
  }

  /** What was chosen; until then the widest that there is room for. */
  get #shownWidth() {
    const room = this.clientWidth;
    return this.width || (room >= PIXELS.desktop ? 'desktop' : room >= PIXELS.tablet ? 'tablet' : 'phone');
  }

  /** @param {MailDetail} mail */
  #html(mail) {
    const width = this.#shownWidth;
    return html`<div class="bar"><div class="choice" role="group" aria-label="Width">${WIDTHS.map(([name, text]) => html`<button
        aria-pressed=${name === width} @click=${() => (this.width = name)}>${text}</button>`)}</div>
        ${width === 'source' ? html`<copy-button .text=${mail.html ?? ''} label="Copy the HTML"></copy-button>`
          : html`<span class="muted">Scripts and everything from the network are off.</span>
            <a href="api/mails/${mail.id}/html" target="_blank" rel="noopener noreferrer">Open alone</a>`}</div>
      ${width === 'source' ? this.#pre(mail.html ?? '', 'HTML source')
        : html`<div class="stage" tabindex="0" role="region" aria-label="Mail as HTML">${keyed(mail, html`<iframe class=${width}
            sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" title="HTML of the mail"
            src="api/mails/${mail.id}/html?embed=1"></iframe>`)}</div>`}`;
  }

  /** @param {Loaded|undefined} loaded */
  #asked(loaded) {
    if (!loaded) return html`<p class="nothing" aria-busy="true">Loading…</p>`;
    if (loaded.failure) return html`<p class="nothing" role="alert">${loaded.failure}</p>`;
    return loaded.raw === undefined ? html`<dl class="facts headers">${loaded.headers?.map(({name, value}) => html`
      <dt>${visible(name)}</dt><dd>${visible(value)}</dd>`)}</dl>` : this.#pre(loaded.raw, 'Raw source');
  }

  render() {
    const {mail, kind} = this;
    if (!mail) return nothing;
    switch (kind) {
      case 'html': return this.#html(mail);
      case 'headers':
      case 'raw': return this.#asked(this.loaded);
      default: return mail.text === undefined
        ? html`<p class="nothing">This mail has no text.</p>` : this.#pre(mail.text, 'Plain text', 'plain');
    }
  }
}
customElements.define('body-view', BodyView);
