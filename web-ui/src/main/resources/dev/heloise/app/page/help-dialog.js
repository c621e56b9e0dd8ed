// @ts-check
import {html} from 'lit';
import {PageElement} from './element.js';

const KEYS = [
  ['j', 'next mail'],
  ['k', 'previous mail'],
  ['u', 'mark as unread, or as read'],
  ['d', 'delete'],
  ['/', 'search'],
  ['Esc', 'back to the list'],
  ['?', 'this help'],
];
const TERMS = [
  ['to:ada@example.org', 'a recipient, header or envelope'],
  ['from: subject: body: helo:', 'where to look'],
  ['has:attachment', 'also inline, html, text, link, code, finding'],
  ['is:unread', 'also read, tls'],
  ['after:2026-11-01', 'also before:, with a day or an instant'],
  ['larger:10K', 'also smaller:'],
  ['"two words" -not', 'quotes hold together, minus excludes'],
];

/** What can be done with the keyboard, and in the search field. */
class HelpDialog extends PageElement {
  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  open() {
    this.#dialog.showModal();
  }

  #close() {
    this.#dialog.close();
  }

  /** @param {string} title @param {string[][]} rows @param {string} kind */
  #table(title, rows, kind) {
    return html`<h3>${title}</h3><dl class="help ${kind}">${rows.map(
      ([name, text]) => html`<dt><kbd>${name}</kbd></dt><dd>${text}</dd>`)}</dl>`;
  }

  render() {
    return html`<dialog aria-labelledby="help-title">
      <div class="bar"><h2 id="help-title">Help</h2><button class="quiet" @click=${this.#close}>Close</button></div>
      ${this.#table('Keys', KEYS, 'short')}
      ${this.#table('Search', TERMS, 'long')}
      <p>The HTTP API is described in <a href="api/openapi.yaml">openapi.yaml</a>.</p>
    </dialog>`;
  }
}
customElements.define('help-dialog', HelpDialog);
