// @ts-check
import {html, nothing} from 'lit';
import {getReport, Refused} from './api.js';
import './copy-button.js';
import {PageElement} from './element.js';
import {findingTemplate} from './finding.js';
import {messageOf, visible} from './text.js';

/** @typedef {import('./api.js').Report} Report */
/** @typedef {import('./api.js').Verdict} Verdict */

const GOOD = ['PASS'];
const BAD = ['FAIL', 'PERMERROR', 'REJECT'];

/** What a receiver would make of a mail, by the DNS zone that the server was given. */
class ReportView extends PageElement {
  static properties = {mailId: {}, client: {state: true}, report: {state: true}, failure: {state: true}, missing: {state: true}};

  constructor() {
    super();
    this.mailId = '';
    // The same for all mails, until the page is closed.
    this.client = sessionStorage.getItem('client') ?? '';
    /** @type {Report|undefined} */
    this.report = undefined;
    this.failure = '';
    this.missing = false;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('mailId') || changed.has('client')) this.#load();
  }

  async #load() {
    const wanted = `${this.mailId} ${this.client}`;
    this.failure = '';
    this.missing = false;
    try {
      const report = await getReport(this.mailId, this.client);
      if (wanted === `${this.mailId} ${this.client}`) this.report = report;
    } catch (failure) {
      this.report = undefined;
      this.missing = failure instanceof Refused && failure.status === 404;
      this.failure = messageOf(failure);
    }
  }

  /** @param {SubmitEvent} event */
  #assume(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.client = String(form.get('client') ?? '').trim();
    sessionStorage.setItem('client', this.client);
  }

  #form() {
    return html`<form class="bar assume" @submit=${this.#assume}>
      <label for="client">As if the client were</label>
      <input id="client" name="client" placeholder="192.0.2.10" autocomplete="off" spellcheck="false" .value=${this.client}>
      <button class="quiet small">Judge</button>
    </form>`;
  }

  /** @param {string} name @param {string} verdict @param {string} reason @param {string} [about] */
  #check(name, verdict, reason, about = '') {
    const kind = GOOD.includes(verdict) ? 'good' : BAD.includes(verdict) ? 'bad' : '';
    return html`<li><span>${name}</span><strong class="verdict ${kind}">${verdict.toLowerCase()}</strong>
      <span>${about && !reason.includes(about) ? html`<code>${visible(about)}</code> ` : nothing}<span class="muted">${visible(reason)}</span></span></li>`;
  }

  /** @param {Report} report */
  #checks({helo, iprev, heloSpf, spf, dkim, dmarc, arc}) {
    const named = helo.matchesClient ? 'its address is that of the client'
      : helo.resolves ? 'its address is not that of the client' : 'it has no address';
    return html`<ul class="checks" aria-label="Checks">
      ${this.#check('HELO', helo.matchesClient ? 'PASS' : 'FAIL', named, helo.helo.name)}
      ${this.#check('Reverse DNS', iprev.verdict, iprev.reason, iprev.name)}
      ${this.#check('SPF, HELO', heloSpf.verdict, heloSpf.reason, heloSpf.domain)}
      ${this.#check('SPF, sender', spf.verdict, spf.reason, spf.domain)}
      ${dkim.length ? dkim.map((each) => this.#check('DKIM', each.verdict, each.reason,
        each.domain && `${each.selector}._domainkey.${each.domain}`)) : this.#check('DKIM', 'NONE', 'the mail is not signed')}
      ${this.#check('DMARC', dmarc.verdict, dmarc.reason, dmarc.domain)}
      ${arc.verdict === 'NONE' ? nothing : this.#check('ARC', arc.verdict, arc.reason)}
    </ul>`;
  }

  /** @param {Report} report */
  #outcome({dmarc}) {
    return dmarc.disposition === 'NONE' ? nothing
      : html`<p class="outcome">A receiver would ${dmarc.disposition === 'REJECT' ? 'refuse this mail' : 'put this mail into quarantine'}.</p>`;
  }

  #howTo() {
    const command = `curl -T zone.txt ${new URL('api/zone', location.href.replace(/#.*/, ''))}`;
    return html`<div class="nothing">
      <p>SPF, DKIM and DMARC are judged by a DNS zone of your own: no name is ever looked up outside of it.
        Start Heloise with <code>--zone zone.txt</code>, or hand one in now:</p>
      <pre class="sample" tabindex="0">${command}</pre></div>`;
  }

  render() {
    if (this.missing) return this.#howTo();
    const {report} = this;
    return html`${this.#form()}
      ${this.failure ? html`<p class="nothing" role="alert">${this.failure}</p>`
        : !report ? html`<p class="nothing" aria-busy="true">Judging…</p>`
          : html`${this.#outcome(report)}${this.#checks(report)}
        ${report.findings.length ? html`<h3>What to mend</h3>
          <ul class="found">${report.findings.map((finding) => html`<li>${findingTemplate(finding)}</li>`)}</ul>` : nothing}
        <div class="bar"><h3>What a receiver would write down</h3>
          <copy-button .text=${report.authenticationResults} label="Copy the field"></copy-button></div>
        <pre class="text" tabindex="0" aria-label="Authentication-Results">${visible(report.authenticationResults.replace(/\r\n[ \t]*/g, ' '))}</pre>`}`;
  }
}
customElements.define('report-view', ReportView);
