// @ts-check
// What the page knows: the mails of the current search, newest first and loaded as far as they are looked at, and the
// sessions that delivered nothing. Server-sent events keep it up to date; they are applied in batches, since a test
// suite may send a thousand mails in a second.

import {listMails, listSilentSessions, markMail, markMails} from './api.js';
import {Deletion} from './deletion.js';
import {listen, Lists} from './events.js';
import {messageOf} from './text.js';

/** @typedef {import('./api.js').Mail} Mail */
/** @typedef {import('./api.js').MailPage} MailPage */
/** @typedef {import('./api.js').Session} Session */

const PAGE = 200;
const BATCH_MILLIS = 100;
const SEARCH_MILLIS = 200;
const UNFINISHED_MILLIS = 1000;
const UNDO_MILLIS = 7000;

export class Store extends EventTarget {
  /** @type {Mail[]} */ mails = [];
  /** @type {Session[]} */ sessions = [];
  /** @type {Deletion|undefined} */ undoable;
  unread = 0;
  query = '';
  error = '';
  loading = true;
  connected = true;

  /** Up to which id there are mails that are not loaded, if there are any. @type {string|undefined} */ #rest;
  #beyond = 0;
  /** @type {Map<string, Mail>} */ #arrived = new Map();
  /** @type {AbortController|undefined} */ #request;
  /** @type {number|undefined} */ #flushTimer;
  /** @type {number|undefined} */ #searchTimer;
  /** @type {number|undefined} */ #undoTimer;
  /** @type {number|undefined} */ #countTimer;
  #more = false;
  #lists = new Lists();

  get total() {
    return this.mails.length + this.#beyond;
  }

  start() {
    listen((name, data) => this.#hear(name, data), () => {
      this.connected = false;
      this.#changed();
    });
    this.#load();
    addEventListener('pagehide', () => this.#settleUndo());
  }

  #load() {
    this.reload();
    this.loadSessions();
  }

  /** @param {string} name @param {any} data */
  #hear(name, data) {
    if (name === 'hello') {
      // After a break nobody knows what was missed, so everything is asked for again.
      this.connected = true;
      this.#load();
    } else {
      this.#apply(name, data);
      this.#lists.hear(() => this.#apply(name, data));
    }
    this.dispatchEvent(new CustomEvent('news', {detail: {name, data}}));
  }

  /** @param {string} name @param {any} data */
  #apply(name, data) {
    switch (name) {
      case 'mail': return this.#arrive(data);
      case 'session': return this.#sessionSeen(data);
      case 'removed': return this.#remove(new Set(data.ids));
      case 'marked': return this.#mark(data.id, data.unread);
      case 'cleared': return this.#clear();
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
    // A term that is only begun, such as "to:", is no query yet.
    this.#searchSoon(/:"?$/.test(query) ? UNFINISHED_MILLIS : SEARCH_MILLIS);
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
      await this.#lists.take(listMails({query: this.query, limit: PAGE}, request.signal), (page) => {
        this.#arrived.clear();
        this.#append([], page);
        this.error = '';
      });
    } catch (failure) {
      if (request.signal.aborted) return;
      this.error = messageOf(failure);
    }
    this.loading = false;
    this.#count();
    this.#changed();
  }

  /** @param {Mail[]} mails those that are newer @param {MailPage} page */
  #append(mails, {mails: older, total, next}) {
    this.mails = mails.concat(older.filter(({id}) => !this.undoable?.hides(id, this.query)));
    this.#rest = next && !this.undoable?.hidesFrom(next, this.query) ? String(Number(next) - 1) : undefined;
    this.#beyond = this.#rest ? total - older.length : 0;
  }

  /** Loads on until the mail at this place is there. @param {number} index */
  async need(index) {
    if (this.#more || !this.#rest || index < this.mails.length) return;
    this.#more = true;
    try {
      while (this.#rest && index >= this.mails.length) {
        const request = this.#request;
        const through = this.#rest;
        await this.#lists.take(listMails({query: this.query, through, limit: 1000}), (page) => {
          // Unless the list was asked for anew meanwhile, and ends elsewhere.
          if (request === this.#request && through === this.#rest) this.#append(this.mails, page);
        });
        this.#changed();
      }
    } catch {
      // It is needed again when somebody scrolls on, or when there is a server again.
    } finally {
      this.#more = false;
    }
  }

  async loadSessions() {
    try {
      await this.#lists.take(listSilentSessions(), ({sessions}) => {
        this.sessions = sessions.reverse();
        this.#changed();
      });
    } catch {
      // The list of mails says what is wrong.
    }
  }

  /** @param {Mail} mail */
  #arrive(mail) {
    if (this.query) {
      // Whether it matches is for the server to say.
      this.#searchSoon(SEARCH_MILLIS * 2);
      return;
    }
    this.#arrived.set(mail.id, mail);
    this.#flushTimer ??= setTimeout(() => this.#flush(), BATCH_MILLIS);
  }

  #flush() {
    this.#flushTimer = undefined;
    const known = new Set(this.mails.slice(0, PAGE + this.#arrived.size).map((mail) => mail.id));
    const fresh = [...this.#arrived.values()].filter((mail) => !known.has(mail.id)).reverse();
    this.#arrived.clear();
    this.mails = fresh.concat(this.mails);
    this.#count();
    this.#changed();
  }

  /** Counts what the list does not hold, once for many changes. */
  #count() {
    this.#countTimer ??= setTimeout(async () => {
      this.#countTimer = undefined;
      const request = this.#request;
      const through = this.#rest;
      try {
        this.unread = (await listMails({query: 'is:unread', limit: 1})).total;
        if (through) {
          const {total} = await listMails({query: this.query, through, limit: 1});
          if (request === this.#request && through === this.#rest) this.#beyond = total;
        }
        this.#changed();
      } catch {
        // It is counted again with the next change, or when there is a server again.
      }
    }, BATCH_MILLIS * 3);
  }

  /** @param {Session} session */
  #sessionSeen(session) {
    const others = this.sessions.filter((other) => other.id !== session.id);
    const delivered = session.delivered ?? session.mails.length > 0;
    this.sessions = delivered || session.end === 'OPEN' ? others : [session, ...others];
    this.#changed();
  }

  /** @param {Set<string>} ids */
  #remove(ids) {
    this.mails = this.mails.filter((mail) => !ids.has(mail.id));
    ids.forEach((id) => this.#arrived.delete(id));
    this.#count();
    this.#changed();
  }

  #clear() {
    this.#empty();
    this.#arrived.clear();
    this.unread = 0;
    this.sessions = [];
    this.#changed();
  }

  #empty() {
    this.mails = [];
    this.#rest = undefined;
    this.#beyond = 0;
  }

  /** @param {string} id @param {boolean} unread */
  #mark(id, unread) {
    this.#count();
    // Of many that were marked at once each is told of, and nothing is new.
    if (!this.mails.some((mail) => mail.id === id && mail.unread !== unread)) return;
    this.mails = this.mails.map((mail) => (mail.id === id ? {...mail, unread} : mail));
    this.#changed();
  }

  /** @param {string} id @param {boolean} unread */
  async mark(id, unread) {
    this.#hear('marked', {id, unread});
    await markMail(id, unread).catch(() => this.reload());
  }

  /** Marks all as read, those not counted that arrive from now on. */
  async markAll() {
    const through = this.mails[0]?.id;
    if (!through) return;
    this.mails = this.mails.map((mail) => ({...mail, unread: false}));
    this.#changed();
    await markMails(through, false).catch(() => this.reload());
  }

  /** @param {string} id */
  delete(id) {
    this.#hide(Deletion.of(id));
    this.mails = this.mails.filter((mail) => mail.id !== id);
    this.#changed();
  }

  deleteAll() {
    if (this.mails.length === 0) return;
    this.#hide(Deletion.ofAll(this.mails, this.total, this.query));
    this.#empty();
    this.#changed();
  }

  /** @param {Deletion} deletion */
  #hide(deletion) {
    this.#settleUndo();
    this.undoable = deletion;
    this.#undoTimer = setTimeout(() => this.#settleUndo(), UNDO_MILLIS);
  }

  undo() {
    clearTimeout(this.#undoTimer);
    this.undoable = undefined;
    this.reload();
  }

  #settleUndo() {
    clearTimeout(this.#undoTimer);
    const {commit} = this.undoable ?? {};
    this.undoable = undefined;
    commit?.().then(() => this.#count(), (failure) => {
      this.error = failure.message;
      this.reload();
    });
    this.#changed();
  }
}
