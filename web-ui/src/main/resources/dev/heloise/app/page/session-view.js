// @ts-check
import {html, nothing} from 'lit';
import {getSession} from './api.js';
import './copy-button.js';
import {PageElement} from './element.js';
import {findingTemplate} from './finding.js';
import {counted, endText, fullTime, messageOf, visible} from './text.js';

/** @typedef {import('./api.js').Session} Session */
/** @typedef {import('./api.js').Line} Line */
/** @typedef {import('./api.js').Finding} Finding */

/** @type {Record<string, string>} */
const FORMS = {
  SINGLE_LABEL: 'a name of one label, nobody’s on the Internet',
  BARE_ADDRESS: 'an address without brackets',
  INVALID: 'neither a domain nor an address literal',
  ADDRESS_LITERAL: 'an address literal',
};
const AGAIN_MILLIS = 1000;
/** @type {Record<string, string>} */
const SPEAKERS = {CLIENT: 'Client', SERVER: 'Server', EVENT: 'Event'};

/** A session word for word, with what was found beside each line. */
class SessionView extends PageElement {
  static properties = {sessionId: {}, mail: {}, session: {state: true}, failure: {state: true}};

  /** @type {number|undefined} */ #again;

  constructor() {
    super();
    this.sessionId = '';
    /** @type {import('./api.js').MailDetail|undefined} */
    this.mail = undefined;
    /** @type {Session|undefined} */
    this.session = undefined;
    this.failure = '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('sessionId') || changed.has('mail')) this.#load();
  }

  /** @param {string} name @param {any} data */
  hear(name, data) {
    if (['hello', 'cleared'].includes(name) || (name === 'session' && data.id === this.sessionId)) this.#load();
  }

  async #load() {
    const wanted = this.sessionId;
    try {
      const session = await getSession(wanted);
      if (wanted !== this.sessionId) return;
      this.session = session;
      this.failure = '';
      if (session.end === 'OPEN') this.#loadAgain();
    } catch (failure) {
      if (wanted !== this.sessionId) return;
      this.session = undefined;
      this.failure = messageOf(failure);
    }
  }

  /** Nobody tells what is said in a session before it ends. Who looks again after a break is told "hello". */
  #loadAgain() {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.isConnected && !document.hidden && this.#load(), AGAIN_MILLIS);
  }

  /** @param {Session} session */
  #facts(session) {
    const form = FORMS[session.helo.form];
    return html`<dl class="facts">
      <dt>Client</dt><dd>${session.client}</dd>
      <dt>Name</dt><dd>${session.helo.name
        ? html`${session.helo.verb} <code>${visible(session.helo.name)}</code>${form ? html`<span class="muted">, ${form}</span>` : nothing}`
        : 'none was said'}</dd>
      <dt>Secured</dt><dd>${session.tls ? `${session.tls.protocol}, ${session.tls.cipher}` : 'no, in clear'}</dd>
      <dt>User</dt><dd>${session.user ? visible(session.user) : 'nobody signed in'}</dd>
      <dt>Time</dt><dd>${fullTime(session.startedAt)}, ${session.durationMillis} ms, ${endText(session.end)}</dd>
    </dl>`;
  }

  /** @param {Line} line @param {number} contents */
  #findings(line, contents) {
    if (!line.content || !this.mail || !this.session) return line.findings;
    // The content of this mail: what is found in it belongs here.
    const ours = this.session.mails.indexOf(this.mail.id) === contents || this.session.mails.length === 1;
    return ours ? [...line.findings, ...this.mail.findings] : line.findings;
  }

  /** @param {Session} session */
  #dialogue(session) {
    const lines = session.transcript ?? [];
    const start = lines.length ? Date.parse(lines[0].instant) : 0;
    let contents = -1;
    let before = '';
    return lines.map((line) => {
      if (line.content) contents++;
      const findings = this.#findings(line, contents);
      const refused = line.side === 'SERVER' && /^[45]/.test(line.text);
      const first = line.side !== before;
      before = line.side;
      return html`<li class="line ${line.side.toLowerCase()} ${refused ? 'refused' : ''} ${line.content ? 'content' : ''}">
        <span class="when">${first ? `+${Date.parse(line.instant) - start} ms` : ''}</span>
        <span class="who">${first ? SPEAKERS[line.side] : html`<span class="hidden">${SPEAKERS[line.side]}</span>`}</span>
        <span class="said">${line.text}</span>
        <span class="beside">${findings.map(findingTemplate)}</span>
      </li>`;
    });
  }

  #text() {
    return (this.session?.transcript ?? [])
      .map(({side, text}) => `${side === 'EVENT' ? '*' : side[0]}: ${text}\n`)
      .join('');
  }

  render() {
    if (this.failure) return html`<p class="nothing" role="alert">${this.failure}</p>`;
    const {session} = this;
    if (!session) return html`<p class="nothing">Loading the session…</p>`;
    const {length} = session.transcript ?? [];
    return html`${this.#facts(session)}
      <div class="bar"><h3>Dialogue</h3><span class="muted">${counted(length, 'line')}${
        session.findings.length ? `, ${counted(session.findings.length, 'finding')}` : ''}</span>
        <copy-button .text=${this.#text()} label="Copy the dialogue"></copy-button></div>
      <ol class="dialogue">${this.#dialogue(session)}</ol>`;
  }
}
customElements.define('session-view', SessionView);
