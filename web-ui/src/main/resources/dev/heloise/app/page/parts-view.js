// @ts-check
import {html, nothing} from 'lit';
import {attachmentUrl} from './api.js';
import {PageElement} from './element.js';
import {clipped, sizeText, visible} from './text.js';

const LONGEST_NAME = 120;
const SAFE_IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** The parts of a mail: its text, its HTML, and what came with them. */
class PartsView extends PageElement {
  static properties = {mail: {}};

  constructor() {
    super();
    /** @type {import('./api.js').MailDetail|undefined} */
    this.mail = undefined;
  }

  /** @param {string} type @param {string} role @param {string} body @param {string} tab */
  #body(type, role, body, tab) {
    const octets = new TextEncoder().encode(body).length;
    return html`<li><code>${type}</code><span>${role}</span><span class="muted">${sizeText(octets)}</span>
      <a href="#/mails/${this.mail?.id}/${tab}">Show</a></li>`;
  }

  /** @param {import('./api.js').File} file */
  #file(file) {
    const url = attachmentUrl(this.mail?.id ?? '', file);
    const image = SAFE_IMAGES.includes(file.contentType);
    const name = clipped(visible(file.name), LONGEST_NAME);
    return html`<li><code>${visible(file.contentType)}</code>
      <span>${name || html`<em>no name</em>`}
        <span class="muted">${file.inline ? 'inline' : 'attached'}${file.contentId ? `, id ${clipped(visible(file.contentId), LONGEST_NAME)}` : ''}</span></span>
      <span class="muted">${sizeText(this.mail?.attachmentSizes[file.index] ?? 0)}</span>
      <a href="${url}?download" download aria-label="Download ${name || file.contentType}">Download</a>
      ${image ? html`<img src=${url} alt="" loading="lazy">` : nothing}</li>`;
  }

  render() {
    const {mail} = this;
    if (!mail) return nothing;
    return html`<ul class="parts">
      ${mail.text === undefined ? nothing : this.#body('text/plain', 'the text', mail.text, 'text')}
      ${mail.html === undefined ? nothing : this.#body('text/html', 'the HTML', mail.html, 'html')}
      ${mail.attachments.map((file) => this.#file(file))}
    </ul>`;
  }
}
customElements.define('parts-view', PartsView);
