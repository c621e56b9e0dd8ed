// @ts-check
// How values read. What a mail or a client says is hostile until it is made visible here.

// Control characters, and the marks that turn the reading direction or take no room (U+200C and U+200D join emoji).
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const INVISIBLE_IN_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** @param {string} char */
const codePoint = (char) => `‹U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`;

/** One line with everything in it visible. @param {string} text */
export const visible = (text) => text.replace(INVISIBLE, codePoint);

/** Text of several lines with everything in it visible but line ends and tabs. @param {string} text */
export const visibleText = (text) => text.replaceAll('\r\n', '\n').replace(INVISIBLE_IN_TEXT, codePoint);

/** A name that is too long for its place, with its end, which says of a file what it is. @param {string} text @param {number} most */
export const clipped = (text, most) => (text.length <= most ? text : `${text.slice(0, most - 12)}…${text.slice(-11)}`);

/** @param {import('./api.js').Address} address */
export const addressText = ({name, address}) => visible(name ? `${name} <${address}>` : address);

/** What to say of a request that failed. @param {unknown} failure */
export const messageOf = (failure) => (failure instanceof Error ? failure.message : String(failure));

/** @param {number} octets */
export function sizeText(octets) {
  if (octets < 1000) return `${octets} B`;
  const units = ['kB', 'MB', 'GB'];
  let size = octets / 1000;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

const time = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'});
const day = new Intl.DateTimeFormat(undefined, {day: 'numeric', month: 'short'});
const full = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23'});

/** The time today, or the day. @param {string} instant */
export function shortTime(instant) {
  const date = new Date(instant);
  return date.toDateString() === new Date().toDateString() ? time.format(date) : day.format(date);
}

/** @param {string} instant */
export const fullTime = (instant) => full.format(new Date(instant));

/** @param {number} count @param {string} one @param {string} [many] */
export const counted = (count, one, many = `${one}s`) => `${count.toLocaleString()} ${count === 1 ? one : many}`;

/** Whether a link may be followed from here. @param {string} link */
export const isWebLink = (link) => /^https?:\/\//i.test(link);

/** @param {string} text */
export async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // Browsers hand out the clipboard on localhost and over TLS alone.
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

/** How a session ended, in words. @param {string} end */
export function endText(end) {
  /** @type {Record<string, string>} */
  const words = {
    OPEN: 'still open',
    QUIT: 'ended with QUIT',
    CLIENT_CLOSED: 'the client left without QUIT',
    SERVER_CLOSED: 'the server closed it',
    DROPPED_BY_RULE: 'dropped by a rule',
    TIMED_OUT: 'timed out',
  };
  return words[end] ?? end;
}
