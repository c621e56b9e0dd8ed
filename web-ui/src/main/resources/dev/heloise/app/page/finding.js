// @ts-check
// How findings are shown: each in words, and many as a number.

import {html, nothing} from 'lit';
import {counted, visible} from './text.js';

/** @typedef {import('./api.js').Finding} Finding */

/** One finding, with the section that it is about. @param {Finding} finding */
export const findingTemplate = (finding) => html`<span class="finding ${finding.severity.toLowerCase()}">
  <strong>${finding.severity.toLowerCase()}</strong> ${visible(finding.text)}
  <span class="reference">${finding.reference}</span></span>`;

/** How many there are that somebody should look at, in the colour of the worst. @param {Finding[]} findings */
export function severityTemplate(findings) {
  const grave = findings.filter(({severity}) => severity !== 'INFO');
  if (grave.length === 0) return nothing;
  const worst = grave.some(({severity}) => severity === 'ERROR') ? 'error' : 'warning';
  return html`<span class="mark badge ${worst}" title=${counted(grave.length, 'finding')}>${grave.length}<span class="hidden"> ${
    grave.length === 1 ? 'finding' : 'findings'}</span></span>`;
}
