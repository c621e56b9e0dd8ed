// @ts-check
import {html} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {PageElement} from './element.js';
import {severityTemplate} from './finding.js';
import {endText, shortTime, visible} from './text.js';

/** @typedef {import('./api.js').Session} Session */

const MOST = 500;

/** The sessions that delivered nothing: where a mail is missed, the reason is here. */
class SessionList extends PageElement {
  static properties = {sessions: {}, selected: {}};

  constructor() {
    super();
    /** @type {Session[]} */
    this.sessions = [];
    this.selected = '';
  }

  /** @param {Session} session */
  #row(session) {
    const name = session.helo.name ? `${session.helo.verb} ${session.helo.name}` : 'No name was said';
    return html`<a class="row session" href="#/sessions/${session.id}"
        aria-current=${session.id === this.selected ? 'true' : 'false'}>
      <span class="dot" aria-hidden="true"></span>
      <span class="subject">${visible(name)}</span>
      <time datetime=${session.startedAt}>${shortTime(session.startedAt)}</time>
      <span class="people">${
        session.refusal ? html`<span class="refusal">${session.refusal}</span>` : endText(session.end)}</span>
      <span class="marks">${severityTemplate(session.findings)}</span>
    </a>`;
  }

  render() {
    if (this.sessions.length === 0) {
      return html`<p class="nothing">Every session so far has delivered a mail.</p>`;
    }
    return html`<nav class="rows plain" aria-label="Sessions that delivered nothing">
      ${repeat(this.sessions.slice(0, MOST), ({id}) => id, (session) => this.#row(session))}
      ${this.sessions.length > MOST ? html`<p class="nothing">The ${MOST} newest are shown.</p>` : ''}
    </nav>`;
  }
}
customElements.define('session-list', SessionList);
