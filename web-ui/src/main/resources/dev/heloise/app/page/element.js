// @ts-check
// What all elements of the page have in common.

import {LitElement} from 'lit';

/** An element without a shadow: one style sheet and one document for the whole page. */
export class PageElement extends LitElement {
  createRenderRoot() {
    return this;
  }

  /** Is told what has happened to the mailbox while this is on the screen. @param {string} name @param {any} data */
  hear(name, data) {}

  /** Tells the page that the user wants something. @param {string} name @param {unknown} [detail] */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {detail, bubbles: true}));
  }
}
