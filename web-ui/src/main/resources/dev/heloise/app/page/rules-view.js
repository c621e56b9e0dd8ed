// @ts-check
import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {addRule, clearRules, listRules, removeRule} from './api.js';
import {PageElement} from './element.js';
import {messageOf, visible} from './text.js';

/** @typedef {import('./api.js').Rule} Rule */

const STAGES = ['RCPT', 'MAIL', 'END_OF_DATA', 'DATA', 'CONNECT', 'EHLO', 'HELO', 'AUTH', 'STARTTLS', 'RSET', 'NOOP', 'QUIT'];
const ANSWERS = ['452 4.2.2 Mailbox full', '550 5.1.1 No such user', '451 4.3.0 Try again later', '421 4.3.2 Shutting down',
  'accept', 'drop', 'reset', 'stall'];

const AGAIN_MILLIS = 300;

/** The script: what the server answers where somebody wants something else than a 250. */
class RulesView extends PageElement {
  static properties = {rules: {state: true}, failure: {state: true}};

  /** @type {number|undefined} */ #again;

  constructor() {
    super();
    /** @type {Rule[]|undefined} */
    this.rules = undefined;
    this.failure = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  /** @param {string} name */
  hear(name) {
    if (name === 'hello') this.#load();
    // A session may have used one; many may come at a time.
    if (name === 'session') this.#again ??= setTimeout(() => this.#loadAgain(), AGAIN_MILLIS);
  }

  /** What somebody is being told meanwhile stays. */
  async #loadAgain() {
    this.#again = undefined;
    try {
      this.rules = (await listRules()).rules;
    } catch {
      // The line above says what is wrong.
    }
  }

  async #load() {
    await this.#try(async () => {
      this.rules = (await listRules()).rules;
    });
  }

  /** @param {() => Promise<unknown>} act */
  async #try(act) {
    this.failure = '';
    try {
      await act();
    } catch (failure) {
      this.failure = messageOf(failure);
    }
  }

  /** @param {SubmitEvent} event */
  async #add(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const data = new FormData(form);
    const matching = String(data.get('matching') ?? '').trim();
    await this.#try(async () => {
      await addRule({
        at: String(data.get('at')),
        reply: String(data.get('reply')).trim(),
        times: Number(data.get('times') || 0),
        ...(matching ? {matching} : {}),
      });
      form.reset();
      this.rules = (await listRules()).rules;
    });
  }

  /** @param {string} id */
  async #remove(id) {
    await this.#try(() => removeRule(id));
    await this.#load();
  }

  async #clear() {
    await this.#try(clearRules);
    await this.#load();
  }

  /** @param {Rule} rule */
  #row(rule) {
    return html`<li><span><code>${visible(rule.text)}</code>
        <span class="muted">${rule.used ? 'has answered' : 'not used yet'}</span></span>
      <button class="quiet small" @click=${() => this.#remove(rule.id)} aria-label="Remove ${visible(rule.text)}">Remove</button></li>`;
  }

  #form() {
    return html`<form class="rule-form" @submit=${this.#add}>
      <h2>Add a rule</h2>
      <label>At <select name="at">${STAGES.map((stage) => html`<option>${stage}</option>`)}</select></label>
      <label>Matching <input name="matching" placeholder="*@full.example" autocomplete="off" spellcheck="false"></label>
      <label>Answer <input name="reply" list="answers" required placeholder="452 4.2.2 Mailbox full" autocomplete="off" spellcheck="false"></label>
      <datalist id="answers">${ANSWERS.map((answer) => html`<option value=${answer}></option>`)}</datalist>
      <label>Times <input name="times" type="number" min="0" placeholder="always"></label>
      <button>Add</button>
    </form>`;
  }

  render() {
    const {rules, failure} = this;
    return html`<div class="scroll">
      ${failure ? html`<p class="status wrong" role="alert">${failure}</p>` : nothing}
      ${!rules ? (failure ? nothing : html`<p class="muted" aria-busy="true">Loading…</p>`)
        : rules.length ? html`<ol class="rules" aria-label="Rules">${repeat(rules, ({id}) => id, (rule) => this.#row(rule))}</ol>
        <button class="quiet small danger" @click=${this.#clear}>Remove all</button>`
        : html`<p class="muted">No rules: every mail that SMTP allows is accepted.</p>`}
      ${this.#form()}</div>`;
  }
}
customElements.define('rules-view', RulesView);
