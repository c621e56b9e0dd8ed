// @ts-check
// The HTTP API, as the page uses it: there is nothing here that is not open to everybody.

/** @typedef {{name: string, address: string}} Address */
/** @typedef {{rule: string, severity: 'INFO'|'WARNING'|'ERROR', reference: string, text: string}} Finding */
/** @typedef {{index: number, name: string, contentType: string, contentId?: string, inline: boolean}} File */
/** @typedef {{verb: string, name: string, form: string}} Introduction */
/** @typedef {{address: string, parameters: Record<string, string>}} Recipient */
/**
 * @typedef {object} Mail
 * @property {string} id
 * @property {string} receivedAt
 * @property {string} subject
 * @property {Address[]} from
 * @property {Address[]} to
 * @property {{sender: string, parameters: Record<string, string>, recipients: Recipient[]}} envelope
 * @property {Introduction} helo
 * @property {string} session
 * @property {number} size
 * @property {File[]} attachments
 * @property {boolean} unread
 * @property {Finding[]} findings
 */
/**
 * @typedef {Mail & {cc: Address[], bcc: Address[], replyTo: Address[], messageId?: string, text?: string,
 *   html?: string, links: string[], otp?: string, attachmentSizes: number[]}} MailDetail
 */
/**
 * @typedef {object} Line
 * @property {'CLIENT'|'SERVER'|'EVENT'} side
 * @property {string} instant
 * @property {string} text
 * @property {boolean} content
 * @property {Finding[]} findings
 */
/**
 * @typedef {object} Session
 * @property {string} id
 * @property {string} client
 * @property {string} startedAt
 * @property {number} durationMillis
 * @property {string} end
 * @property {Introduction} helo
 * @property {{protocol: string, cipher: string}} [tls]
 * @property {string} [user]
 * @property {string} [refusal]
 * @property {string[]} mails
 * @property {boolean} [delivered]
 * @property {Finding[]} findings
 * @property {Line[]} [transcript]
 */
/** @typedef {{verdict: string, reason: string, domain: string, selector?: string, findings?: Finding[]}} Verdict */
/**
 * @typedef {object} Report
 * @property {{helo: {name: string}, resolves: boolean, matchesClient: boolean}} helo
 * @property {{verdict: string, reason: string, name: string}} iprev
 * @property {Verdict} heloSpf
 * @property {Verdict} spf
 * @property {Verdict[]} dkim
 * @property {Verdict & {disposition: string}} dmarc
 * @property {{verdict: string, reason: string}} arc
 * @property {string} authenticationResults
 * @property {Finding[]} findings
 */
/** @typedef {{id: string, text: string, used: boolean}} Rule */
/** @typedef {{mails: Mail[], total: number, next?: string}} MailPage */

/** A request that was refused; its message says why. */
export class Refused extends Error {
  /** @param {number} status @param {string} detail */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** @param {string} path @param {RequestInit} [options] */
async function ask(path, options) {
  const response = await fetch(path, options).catch((failure) => {
    throw failure.name === 'AbortError' ? failure : new Error('The server does not answer.');
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Refused(response.status, problem.detail ?? response.statusText);
  }
  return response;
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
async function call(path, options) {
  const response = await ask(path, options);
  return response.status === 204 ? undefined : response.json();
}

/** @param {string} method @param {string} path @param {unknown} body */
function change(method, path, body) {
  const headers = {'Content-Type': 'application/json'};
  return call(path, {method, headers, body: JSON.stringify(body), keepalive: true});
}

/** @param {{query: string, through?: string, limit: number}} page @param {AbortSignal} [signal] @returns {Promise<MailPage>} */
export function listMails({query, through, limit}, signal) {
  const search = new URLSearchParams({order: 'newest', limit: String(limit)});
  if (query) search.set('q', query);
  if (through) search.set('through', through);
  return call(`api/mails?${search}`, {signal});
}

/** @param {string} id @returns {Promise<MailDetail>} */
export const getMail = (id) => call(`api/mails/${id}`);

/** @param {string} id @returns {Promise<{headers: {name: string, value: string, raw: string}[]}>} */
export const getHeaders = (id) => call(`api/mails/${id}/headers`);

/** @param {string} id @returns {Promise<string>} */
export const getRaw = async (id) => (await ask(`api/mails/${id}/raw`)).text();

/** @param {string} id @param {boolean} unread */
export const markMail = (id, unread) => change('PATCH', `api/mails/${id}`, {unread});

/** The same for all mails up to the one with that id. @param {string} through @param {boolean} unread */
export const markMails = (through, unread) => change('PATCH', `api/mails?${new URLSearchParams({through})}`, {unread});

/** @param {string} id */
export const deleteMail = (id) => call(`api/mails/${id}`, {method: 'DELETE', keepalive: true});

/** Deletes the mails that match, up to the one with that id. @param {string} through @param {string} query */
export function deleteMails(through, query) {
  const search = new URLSearchParams({through});
  if (query) search.set('q', query);
  return call(`api/mails?${search}`, {method: 'DELETE', keepalive: true});
}

/** @returns {Promise<{sessions: Session[]}>} */
export const listSilentSessions = () => call('api/sessions?delivered=false&limit=10000');

/** @param {string} id @returns {Promise<Session>} */
export const getSession = (id) => call(`api/sessions/${id}`);

/** @returns {Promise<{version: string, smtp: {host: string, port: number}, settings: Record<string, Record<string, string>>}>} */
export const getInfo = () => call('api/info');

/** @param {string} id @param {string} client the address to assume; empty for the real one @returns {Promise<Report>} */
export const getReport = (id, client) => call(`api/mails/${id}/report${client ? `?${new URLSearchParams({from: client})}` : ''}`);

/** @returns {Promise<{rules: Rule[]}>} */
export const listRules = () => call('api/rules');

/** @param {{at: string, matching?: string, reply: string, times: number}} rule */
export const addRule = (rule) => change('POST', 'api/rules', rule);

/** @param {string} id */
export const removeRule = (id) => call(`api/rules/${id}`, {method: 'DELETE'});

export const clearRules = () => call('api/rules', {method: 'DELETE'});

/** @param {string} id @param {File} file */
export const attachmentUrl = (id, file) => `api/mails/${id}/attachments/${file.index}`;
