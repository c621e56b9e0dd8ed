// @ts-check
// What the page knows: the mails of the current search, newest first and loaded as far as they are looked at, and the
// sessions that delivered nothing. Server-sent events keep it up to date; they are applied in batches, since a test
// suite may send a thousand mails in a second.

import {deleteMail, deleteMails, listMails, listSilentSessions, markMail, Refused} from './api.js';

/** @typedef {import('./api.js').Mail} Mail */
/** @typedef {import('./api.js').Session} Session */

const PAGE = 200;
const BATCH_MILLIS = 100;
const SEARCH_MILLIS = 200;
const UNDO_MILLIS = 7000;

export class Store extends EventTarget {
  /** @type {Mail[]} */ mails = [];
  /** @type {Session[]} */ sessions = [];
  /** @type {{text: string, ids: Set<string>, restore: () => void, commit: () => Promise<unknown>}|undefined} */ undoable;
  total = 0;
  unread = 0;
  query = '';
  error = '';
  loading = true;
  connected = true;

  /** @type {string|undefined} */ #next;
  /** @type {Mail[]} */ #arrived = [];
  /** @type {AbortController|undefined} */ #request;
  /** @type {number|undefined} */ #flushTimer;
  /** @type {number|undefined} */ #searchTimer;
  /** @type {number|undefined} */ #undoTimer;
  /** @type {number|undefined} */ #unreadTimer;
  #more = false;
  /** For each list that is on its way, what has been heard since it was asked for. @type {Set<(() => void)[]>} */
  #underWay = new Set();

  start() {
    const events = new EventSource('api/events');
    // After a break nobody knows what was missed, so everything is asked for again.
    events.addEventListener('hello', () => {
      this.connected = true;
      this.reload();
      this.loadSessions();
    });
    events.addEventListener('error', () => {
      this.connected = false;
      this.#changed();
    });
    this.#on(events, 'mail', (mail) => this.#arrive(mail));
    this.#on(events, 'session', (session) => this.#sessionSeen(session));
    this.#on(events, 'removed', ({ids}) => this.#remove(new Set(ids)));
    this.#on(events, 'marked', ({id, unread}) => this.#replace(id, {unread}));
    this.#on(events, 'cleared', () => this.#clear());
    addEventListener('pagehide', () => this.#settleUndo());
  }

  /** @param {EventSource} events @param {string} name @param {(data: any) => void} act */
  #on(events, name, act) {
    events.addEventListener(name, (event) => {
      const data = JSON.parse(/** @type {MessageEvent} */ (event).data);
      this.#hear(() => act(data));
    });
  }

  /** @param {() => void} change */
  #hear(change) {
    change();
    this.#underWay.forEach((heard) => heard.push(change));
  }

  /**
   * Takes a list, and applies to it what was heard while it was on its way, for it may be older. All changes can be
   * applied twice.
   * @template T @param {Promise<T>} answer @param {(list: T) => void} take
   */
  async #take(answer, take) {
    /** @type {(() => void)[]} */
    const heard = [];
    this.#underWay.add(heard);
    try {
      take(await answer);
      heard.forEach((change) => change());
    } finally {
      this.#underWay.delete(heard);
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }

  /** @param {string} query */
  search(query) {
    this.query = query;
    clearTimeout(this.#searchTimer);
    this.#searchTimer = undefined;
    this.#searchSoon(SEARCH_MILLIS);
    this.#changed();
  }

  /** @param {number} millis */
  #searchSoon(millis) {
    this.#searchTimer ??= setTimeout(() => {
      this.#searchTimer = undefined;
      this.reload();
    }, millis);
  }

  async reload() {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    this.loading = true;
    this.#changed();
    try {
      await this.#take(listMails({query: this.query, limit: PAGE}, request.signal), (page) => {
        this.#arrived = [];
        this.mails = page.mails.filter((mail) => !this.undoable?.ids.has(mail.id));
        this.total = page.total - (this.undoable?.ids.size ?? 0);
        this.#next = page.next;
        this.error = '';
      });
    } catch (failure) {
      if (request.signal.aborted) return;
      this.error = failure instanceof Refused ? failure.message : 'The server does not answer.';
    }
    this.loading = false;
    this.#countUnread();
    this.#changed();
  }

  /** Loads on until the mail at this place is there. @param {number} index */
  async need(index) {
    if (this.#more || !this.#next || index < this.mails.length) return;
    this.#more = true;
    const request = this.#request;
    try {
      while (this.#next && index >= this.mails.length && request === this.#request) {
        await this.#take(listMails({query: this.query, after: this.#next, limit: 1000}), (page) => {
          if (request !== this.#request) return;
          this.mails = this.mails.concat(page.mails.filter((mail) => !this.undoable?.ids.has(mail.id)));
          this.#next = page.next;
          this.#changed();
        });
      }
    } finally {
      this.#more = false;
    }
  }

  async loadSessions() {
    await this.#take(listSilentSessions(), ({sessions}) => {
      this.sessions = sessions.reverse();
      this.#changed();
    });
  }

  /** @param {Mail} mail */
  #arrive(mail) {
    if (this.query) {
      // Whether it matches is for the server to say.
      this.#searchSoon(SEARCH_MILLIS * 2);
      return;
    }
    this.#arrived.push(mail);
    this.#flushTimer ??= setTimeout(() => this.#flush(), BATCH_MILLIS);
  }

  #flush() {
    this.#flushTimer = undefined;
    const known = new Set(this.mails.slice(0, PAGE + this.#arrived.length).map((mail) => mail.id));
    const fresh = this.#arrived.filter((mail) => !known.has(mail.id)).reverse();
    this.#arrived = [];
    this.mails = fresh.concat(this.mails);
    this.total += fresh.length;
    this.#countUnread();
    this.#changed();
  }

  #countUnread() {
    this.#unreadTimer ??= setTimeout(async () => {
      this.#unreadTimer = undefined;
      this.unread = (await listMails({query: 'is:unread', limit: 1})).total;
      this.#changed();
    }, BATCH_MILLIS * 3);
  }

  /** @param {Session} session */
  #sessionSeen(session) {
    const others = this.sessions.filter((other) => other.id !== session.id);
    this.sessions = session.mails.length > 0 || session.end === 'OPEN' ? others : [session, ...others];
    this.#changed();
  }

  /** @param {Set<string>} ids */
  #remove(ids) {
    const before = this.mails.length;
    this.mails = this.mails.filter((mail) => !ids.has(mail.id));
    this.#arrived = this.#arrived.filter((mail) => !ids.has(mail.id));
    this.total -= before - this.mails.length;
    this.#countUnread();
    this.#changed();
  }

  #clear() {
    this.mails = [];
    this.#arrived = [];
    this.#next = undefined;
    this.total = 0;
    this.unread = 0;
    this.sessions = [];
    this.#changed();
  }

  /** @param {string} id @param {Partial<Mail>} change */
  #replace(id, change) {
    this.mails = this.mails.map((mail) => (mail.id === id ? {...mail, ...change} : mail));
    this.#countUnread();
    this.#changed();
  }

  /** @param {string} id @param {boolean} unread */
  async mark(id, unread) {
    this.#hear(() => this.#replace(id, {unread}));
    await markMail(id, unread);
  }

  /** Hides a mail, and deletes it when there has been time to change one's mind. @param {Mail} mail */
  delete(mail) {
    this.#offerUndo('Mail deleted', [mail], 1, () => deleteMail(mail.id));
  }

  /** The same for all that the list shows, those not counted that arrive from now on. */
  deleteAll() {
    const newest = this.mails[0];
    if (!newest) return;
    const {query, total} = this;
    const text = total === 1 ? 'Mail deleted' : `${total.toLocaleString()} mails deleted`;
    this.#offerUndo(text, this.mails, total, () => deleteMails(newest.id, query));
    this.#next = undefined;
  }

  /** @param {string} text @param {Mail[]} gone @param {number} count @param {() => Promise<unknown>} commit */
  #offerUndo(text, gone, count, commit) {
    this.#settleUndo();
    const ids = new Set(gone.map((mail) => mail.id));
    const restore = () => this.reload();
    this.undoable = {text, ids, restore, commit};
    this.mails = this.mails.filter((mail) => !ids.has(mail.id));
    this.total -= count;
    this.#undoTimer = setTimeout(() => this.#settleUndo(), UNDO_MILLIS);
    this.#changed();
  }

  undo() {
    clearTimeout(this.#undoTimer);
    const {restore} = this.undoable ?? {};
    this.undoable = undefined;
    restore?.();
  }

  #settleUndo() {
    clearTimeout(this.#undoTimer);
    const {commit} = this.undoable ?? {};
    this.undoable = undefined;
    commit?.().then(() => this.#countUnread(), (failure) => {
      this.error = failure.message;
      this.reload();
    });
    this.#changed();
  }
}
