// @ts-check
// The page: two panes, and what the keyboard does.

import {html, nothing} from 'lit';
import {getInfo} from './api.js';
import {PageElement} from './element.js';
import './help-dialog.js';
import './mail-list.js';
import './mail-view.js';
import './rules-view.js';
import './session-list.js';
import './session-view.js';
import {Store} from './store.js';
import {counted} from './text.js';
import './welcome-view.js';

const PLACES = ['mails', 'sessions', 'rules'];

class Inbox extends PageElement {
  static properties = {route: {state: true}, info: {state: true}};

  constructor() {
    super();
    this.store = new Store();
    this.info = undefined;
    this.route = this.#read();
    // Chosen once, kept for the next mail.
    this.tab = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.store.addEventListener('change', () => this.requestUpdate());
    this.store.addEventListener('news', (event) => this.#hear(/** @type {CustomEvent} */ (event).detail));
    this.store.start();
    addEventListener('hashchange', () => this.#follow());
    addEventListener('keydown', (event) => this.#key(event));
    getInfo().then((info) => (this.info = info));
  }

  /** @returns {{place: string, id: string, tab: string}} */
  #read() {
    const [, place = 'mails', id = '', tab = ''] = location.hash.split('/');
    return {place: PLACES.includes(place) ? place : 'mails', id, tab};
  }

  #follow() {
    const before = this.route;
    this.route = this.#read();
    if (this.route.id !== before.id) /** @type {HTMLElement} */ (this.querySelector('.main')).scrollTop = 0;
  }

  /** @param {{name: string, data: any}} news */
  #hear({name, data}) {
    const {place, id} = this.route;
    const gone = name === 'cleared' || (name === 'removed' && data.ids.includes(id));
    if (place === 'mails' && id && gone) this.#go('');
    for (const view of /** @type {NodeListOf<PageElement>} */ (this.querySelectorAll('mail-view, session-view, rules-view'))) {
      view.hear(name, data);
    }
  }

  /** @param {string} id @param {string} [tab] */
  #go(id, tab) {
    location.hash = `#/${this.route.place}${id ? `/${id}` : ''}${id && tab ? `/${tab}` : ''}`;
  }

  /** @param {number} step */
  #step(step) {
    const ids = this.route.place === 'mails'
      ? this.store.mails.map(({id}) => id) : this.store.sessions.map(({id}) => id);
    const at = ids.indexOf(this.route.id);
    const next = at < 0 ? (step > 0 ? 0 : -1) : at + step;
    if (ids[next] !== undefined) this.#go(ids[next], this.tab);
    this.store.need(next + 5);
  }

  /** @param {string} id */
  #delete(id) {
    const {mails} = this.store;
    const at = mails.findIndex((mail) => mail.id === id);
    const next = at < 0 ? undefined : mails[at + 1] ?? mails[at - 1];
    this.store.delete(id);
    this.#go(next?.id ?? '', this.tab);
  }

  #deleteAll() {
    this.store.deleteAll();
    this.#go('');
  }

  /** The mail that is looked at, whether the list has it or not. @returns {{id: string, unread: boolean}|undefined} */
  get #opened() {
    const {place, id} = this.route;
    if (place !== 'mails') return undefined;
    const view = /** @type {import('./mail-view.js').MailView|null} */ (this.querySelector('mail-view'));
    return this.store.mails.find((mail) => mail.id === id) ?? view?.opened;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || this.querySelector('dialog[open]')) return;
    if (target.matches('input, select, textarea')) {
      if (event.key === 'Escape') target.blur();
      return;
    }
    const listed = target.matches('[role=listbox]');
    const mail = this.#opened;
    /** @type {Record<string, () => void>} */
    const keys = {
      j: () => this.#step(1),
      k: () => this.#step(-1),
      ...(listed ? {ArrowDown: () => this.#step(1), ArrowUp: () => this.#step(-1)} : {}),
      u: () => mail && this.store.mark(mail.id, !mail.unread),
      d: () => mail && this.#delete(mail.id),
      '/': () => /** @type {HTMLElement} */ (this.querySelector('input')).focus(),
      '?': () => this.#help(),
      Escape: () => this.#go(''),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #help() {
    /** @type {HTMLElement & {open: () => void}} */ (this.querySelector('help-dialog')).open();
  }

  updated() {
    const {unread} = this.store;
    document.title = unread ? `(${unread}) Heloise` : 'Heloise';
  }

  #list() {
    const {store, route} = this;
    if (route.place === 'sessions') {
      return html`<session-list .sessions=${store.sessions} .selected=${route.id}></session-list>`;
    }
    if (route.place === 'rules') return html`<rules-view></rules-view>`;
    return html`${store.query && !store.loading && store.total === 0 ? html`<p class="nothing">No mail matches.</p>` : nothing}
      <mail-list .mails=${store.mails} .total=${store.total} .selected=${route.id}
        ?hidden=${store.total === 0}
        @open=${/** @param {CustomEvent} event */ (event) => this.#go(event.detail, this.tab)}
        @need=${/** @param {CustomEvent} event */ (event) => store.need(event.detail)}></mail-list>`;
  }

  #detail() {
    const {store, route} = this;
    if (route.place === 'sessions') {
      return route.id ? html`<article class="mail"><header><h2>Session ${route.id}</h2></header>
          <session-view .sessionId=${route.id}></session-view></article>`
        : html`<p class="nothing">A session that delivers nothing is a test that failed early, a check of the connection, or a mail
          that was refused. Choose one to see what was said.</p>`;
    }
    if (route.place === 'rules') {
      return html`<p class="nothing">A rule answers in the place of the server: a refusal, once or always, a delay, a broken connection. The first
        one that applies is followed, from the next command on. Mails that were refused are under <a href="#/sessions">Nothing delivered</a>.</p>`;
    }
    if (!route.id) {
      return store.total === 0 && !store.query && !store.loading && !store.undoable
        ? html`<welcome-view .info=${this.info}></welcome-view>`
        : html`<p class="nothing">Choose a mail, or press <kbd>j</kbd>. <kbd>?</kbd> shows all keys.</p>`;
    }
    return html`<mail-view .mailId=${route.id} .tab=${route.tab || this.tab}
      @read=${/** @param {CustomEvent} event */ (event) => store.mark(event.detail, false)}
      @mark=${/** @param {CustomEvent} event */ (event) => store.mark(event.detail.id, event.detail.unread)}
      @delete=${/** @param {CustomEvent} event */ (event) => this.#delete(event.detail)}
      @tab=${/** @param {CustomEvent} event */ (event) => this.#choose(event.detail)}></mail-view>`;
  }

  /** @param {string} tab */
  #choose(tab) {
    this.tab = tab;
    this.#go(this.route.id, tab);
  }

  #status() {
    const {store} = this;
    if (store.error) return html`<p class="status wrong" role="alert">${store.error}</p>`;
    const text = !store.connected ? 'Connection lost. Trying again…'
      : this.route.place === 'rules' ? 'Answers in the place of the server’s own'
      : this.route.place === 'sessions' ? counted(store.sessions.length, 'session')
      : store.loading && store.total === 0 ? 'Loading…'
        : html`${counted(store.total, 'mail')}${store.query ? ' found' : store.unread && store.total
          ? html`<span>,&nbsp;</span><span>${store.unread.toLocaleString()} unread</span>` : nothing}`;
    return html`<p class="status ${store.connected ? '' : 'wrong'}" role="status">${text}</p>`;
  }

  #actions() {
    const {store} = this;
    if (this.route.place !== 'mails' || store.total === 0) return nothing;
    return html`${store.unread && !store.query
      ? html`<button class="quiet small" @click=${() => store.markAll()}>Mark all read</button>` : nothing}
      <button class="quiet small danger" @click=${this.#deleteAll}>Delete ${store.query ? 'these' : 'all'}</button>`;
  }

  render() {
    const {store, route} = this;
    return html`<main class="page ${route.id ? 'reading' : ''}">
      <div class="side">
        <header class="top">
          <h1><img src="page/icon.svg" alt="" width="20" height="20"><span>Heloise</span></h1>
          <nav aria-label="Lists">
            <a href="#/mails" aria-current=${route.place === 'mails' ? 'page' : 'false'}>Mails</a>
            <a href="#/sessions" aria-current=${route.place === 'sessions' ? 'page' : 'false'}>Nothing delivered${
              store.sessions.length ? html` <span class="count">${store.sessions.length.toLocaleString()}</span>` : nothing}</a>
            <a href="#/rules" aria-current=${route.place === 'rules' ? 'page' : 'false'}>Rules</a>
          </nav>
          <button class="quiet icon" @click=${this.#help} aria-label="Help" title="Help (?)">?</button>
        </header>
        <search class="find" ?hidden=${route.place !== 'mails'}>
          <input type="search" placeholder="Search" aria-label="Search mails" autocomplete="off" spellcheck="false" .value=${store.query}
            @input=${/** @param {InputEvent} event */ (event) => store.search(/** @type {HTMLInputElement} */ (event.target).value)}>
          <kbd aria-hidden="true">/</kbd>
        </search>
        <div class="under">${this.#status()}${this.#actions()}</div>
        <div class="progress" ?hidden=${!store.loading}></div>
        ${this.#list()}
      </div>
      <section class="main" aria-label=${route.place === 'sessions' ? 'Session' : 'Mail'}>
        <div class="back"><h1 class="hidden">Heloise</h1><a href="#/${route.place}">← Back to the list</a></div>
        ${this.#detail()}
      </section>
      <div class="toast" role="status">${store.undoable
        ? html`<div><span>${store.undoable.text}</span><button @click=${() => store.undo()}>Undo</button></div>` : nothing}</div>
      <help-dialog></help-dialog>
    </main>`;
  }
}
customElements.define('heloise-inbox', Inbox);
