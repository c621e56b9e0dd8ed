// @ts-check
import {html} from 'lit';
import {PageElement} from './element.js';
import {copy} from './text.js';

/** Copies a text, and says for a moment that it did. */
class CopyButton extends PageElement {
  static properties = {text: {}, label: {}, done: {state: true}};

  constructor() {
    super();
    this.text = '';
    this.label = 'Copy';
    this.done = false;
  }

  async #copy() {
    await copy(this.text);
    this.done = true;
    setTimeout(() => (this.done = false), 1500);
  }

  render() {
    return html`<button class="quiet small" @click=${this.#copy} aria-label=${this.label}>
      <span aria-live="polite">${this.done ? 'Copied' : 'Copy'}</span>
    </button>`;
  }
}
customElements.define('copy-button', CopyButton);
