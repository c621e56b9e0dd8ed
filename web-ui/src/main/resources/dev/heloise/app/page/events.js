// @ts-check
// What the server tells as it happens, and what becomes of it where a list is on its way.

const NAMES = ['hello', 'mail', 'session', 'removed', 'marked', 'cleared'];
const AGAIN_MILLIS = 3000;

/**
 * Listens for as long as somebody looks at the page. A browser has six connections for one server, whatever the number
 * of tabs, and listening takes one of them.
 * @param {(name: string, data: any) => void} hear @param {() => void} lost
 */
export function listen(hear, lost) {
  /** @type {EventSource|undefined} */
  let source;
  /** @type {number|undefined} */
  let again;

  const open = () => {
    const events = new EventSource('api/events');
    source = events;
    for (const name of NAMES) {
      events.addEventListener(name, (event) => hear(name, JSON.parse(event.data)));
    }
    events.addEventListener('error', () => {
      // It tries again by itself, but not where it was answered and told no.
      if (events.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MILLIS);
      lost();
    });
  };
  const follow = () => {
    clearTimeout(again);
    source?.close();
    if (!document.hidden) open();
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}

/** The lists that are on their way: each may be older than what is heard meanwhile. */
export class Lists {
  /** @type {Set<(() => void)[]>} */ #heard = new Set();

  /** @param {() => void} change can be applied twice */
  hear(change) {
    this.#heard.forEach((changes) => changes.push(change));
  }

  /**
   * Takes a list, and applies to it what was heard since it was asked for.
   * @template T @param {Promise<T>} answer @param {(list: T) => void} take
   */
  async take(answer, take) {
    /** @type {(() => void)[]} */
    const changes = [];
    this.#heard.add(changes);
    try {
      take(await answer);
      changes.forEach((change) => change());
    } finally {
      this.#heard.delete(changes);
    }
  }
}
