// @ts-check
import {html} from 'lit';
import './copy-button.js';
import {PageElement} from './element.js';

/** What stands in the place of a mail as long as there is none: how to send the first one. */
class WelcomeView extends PageElement {
  static properties = {info: {}};

  constructor() {
    super();
    /** @type {{smtp: {host: string, port: number}, settings: Record<string, Record<string, string>>}|undefined} */
    this.info = undefined;
  }

  #curl() {
    const {host, port} = this.info?.smtp ?? {host: '127.0.0.1', port: 1025};
    return `printf 'From: me@example.org\\nTo: ada@example.org\\nSubject: Hello\\n\\nIt works.\\n' |\n`
      + `  curl smtp://${host}:${port}/my.example --crlf -T - \\\n`
      + `    --mail-from me@example.org --mail-rcpt ada@example.org`;
  }

  #settings() {
    return Object.entries(this.info?.settings.spring ?? {}).sort().map(([name, value]) => `${name}=${value}`).join('\n');
  }

  /** @param {string} title @param {string} text */
  #sample(title, text) {
    return html`<div class="bar"><h3>${title}</h3><copy-button .text=${text} label="Copy ${title}"></copy-button></div>
      <pre class="sample" tabindex="0">${text}</pre>`;
  }

  render() {
    const {host, port} = this.info?.smtp ?? {host: '127.0.0.1', port: 1025};
    return html`<section class="welcome">
      <h2>No mail yet</h2>
      <p>Heloise takes mail on <strong>${host}</strong>, port <strong>${port}</strong>, and delivers none.
        What arrives shows up here at once.</p>
      ${this.#sample('Send one with curl', this.#curl())}
      ${this.#sample('Settings for Spring Boot', this.#settings())}
    </section>`;
  }
}
customElements.define('welcome-view', WelcomeView);
