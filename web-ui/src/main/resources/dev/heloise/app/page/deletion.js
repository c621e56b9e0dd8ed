// @ts-check
import {deleteMail, deleteMails} from './api.js';

/** @typedef {import('./api.js').Mail} Mail */

/** Mails that are hidden, and deleted when there has been time to change one's mind. */
export class Deletion {
  /** @type {Set<string>} */ #ids;
  /** @type {{through: string, query: string}|undefined} */ #all;

  /**
   * @param {string} text @param {string[]} ids @param {() => Promise<unknown>} commit
   * @param {{through: string, query: string}} [all]
   */
  constructor(text, ids, commit, all) {
    this.text = text;
    this.commit = commit;
    this.#ids = new Set(ids);
    this.#all = all;
  }

  /** @param {string} id */
  static of(id) {
    return new Deletion('Mail deleted', [id], () => deleteMail(id));
  }

  /**
   * All that a search finds, those not counted that arrive from now on.
   * @param {Mail[]} mails the newest of them @param {number} total @param {string} query
   */
  static ofAll(mails, total, query) {
    const through = mails[0].id;
    const text = total === 1 ? 'Mail deleted' : `${total.toLocaleString()} mails deleted`;
    return new Deletion(text, mails.map(({id}) => id), () => deleteMails(through, query), {through, query});
  }

  /** @param {string} id @param {string} query that finds it */
  hides(id, query) {
    return this.#ids.has(id) || this.hidesFrom(id, query);
  }

  /** Whether it hides this one and all that are older. @param {string} id @param {string} query that finds them */
  hidesFrom(id, query) {
    const all = this.#all;
    return all !== undefined && ['', query].includes(all.query) && Number(id) <= Number(all.through);
  }
}
