// The chunk of help against failures, loaded with the first one: the steps for this browser, and the ways out of an app's own.

import { html, nothing, type TemplateResult } from 'lit';

import type { VoiceError, VoiceErrorCode } from '../../model/error.ts';
import { hostingApp } from '../../model/in-app-browser.ts';
import type { Text } from '../texts.ts';
import { browserOf } from './browser.ts';
import { copyLink } from './copy-link.ts';
import { intentLink, pageLink } from './page-link.ts';
import { stepsFor } from './steps.ts';

/** The failures for which an app around the page may be the reason. */
const BY_APP = new Set<VoiceErrorCode>([
  'in-app-browser',
  'microphone-denied',
  'microphone-blocked-by-system',
  'microphone-missing',
  'connection-failed',
]);

/** What a person can press, in order; null where that is the same everywhere, and inside apps, which have no such settings. */
export function stepsAgainst({ code }: VoiceError, text: Text): readonly string[] | null {
  const key = hostingApp(navigator) ? null : stepsFor(code, browserOf(navigator));
  return key && text(key).split('\n');
}

/** What names the app where the failure itself does not; an app has no address beside which a microphone could be allowed. */
export function appNote(error: VoiceError, text: Text): string | null {
  return isByApp(error) && error.code !== 'in-app-browser' ? text('inApp.note') : null;
}

/** Buttons that lead out of the app; null in a browser of its own. */
export function waysOut(error: VoiceError, text: Text): TemplateResult | null {
  if (!isByApp(error)) return null;
  const link = pageLink();
  const intent = browserOf(navigator).system === 'android' ? intentLink(link) : null;
  return html`${
    intent === null
      ? nothing
      : html`<a class=${error.retryable ? 'action' : 'action primary'} href=${intent} target="_top" rel="noreferrer">
          ${text('inApp.open')}
        </a>`
  }<button
      class="action"
      type="button"
      @click=${(event: Event) => {
        copy(event, link, text);
      }}
    >
      <span .textContent=${text('inApp.copy')}></span>
    </button>
    <span class="aloud" role="status"></span>`;
}

const isByApp = ({ code }: VoiceError): boolean =>
  code === 'in-app-browser' || (BY_APP.has(code) && hostingApp(navigator) !== null);

/** What came of it is said by the button and aloud; where nothing can copy, the address is shown to be copied by hand. */
function copy({ currentTarget: button }: Event, link: string, text: Text): void {
  if (!(button instanceof HTMLElement)) return;
  const outcome = button.nextElementSibling;
  const label = button.firstElementChild;
  copyLink(link, button).then(
    (copied) => {
      if (!outcome || !label) return;
      if (copied) label.textContent = text('inApp.copied');
      outcome.className = copied ? 'aloud' : 'address';
      outcome.textContent = copied ? text('inApp.copied') : link;
    },
    () => undefined,
  );
}
