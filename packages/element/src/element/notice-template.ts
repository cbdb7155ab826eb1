// The bars over the people: what is wrong with one's own microphone or with the sound, in one sentence with what to press.

import { html, nothing, type TemplateResult } from 'lit';

import type { VoiceError } from '../model/error.ts';
import type { MicrophoneHint } from '../model/snapshot.ts';
import { failureHelp } from './help-controller.ts';
import { icons } from './icons.ts';
import type { View } from './view.ts';

/** Seconds before words say that the microphone is still awaited. */
const MICROPHONE_PATIENCE = 1;
/** Seconds before words say what a lost connection means: most are back sooner. */
const CONNECTION_PATIENCE = 3;

/** The bars of now; none on a good day. */
export function noticeTemplate(view: View): TemplateResult | typeof nothing {
  const { snapshot, text, seconds, ask } = view;
  const { self, playback } = snapshot;
  if (!self) return nothing;
  const { name } = snapshot.phase;
  const away = name === 'reconnecting' && seconds >= CONNECTION_PATIENCE;
  const slow = name === 'connected' && self.microphone === 'turning-on' && seconds >= MICROPHONE_PATIENCE;
  return html`
    ${
      playback === 'blocked'
        ? html`<div class="notice" role="alert">
            ${icons.headphonesOff}
            <p>${text('playbackBlocked')}</p>
            <button
              class="action primary"
              type="button"
              @click=${() => {
                ask('voice-playback-request');
              }}
            >
              ${text('startPlayback')}
            </button>
          </div>`
        : nothing
    }
    ${
      away
        ? html`<div class="notice" role="status">
            ${icons.lost}
            <p>${text('wait.reconnecting')}</p>
          </div>`
        : nothing
    }
    ${self.microphoneError ? microphoneNotice(view, self.microphoneError) : nothing}
    ${self.microphoneHint && !self.microphoneError ? hintNotice(view, self.microphoneHint) : nothing}
    ${
      slow && !self.microphoneError
        ? html`<div class="notice" role="status">
            ${icons.microphone}
            <p>${text('wait.microphone')}</p>
          </div>`
        : nothing
    }
  `;
}

function hintNotice({ text, ask }: View, hint: MicrophoneHint): TemplateResult {
  const muted = hint === 'talking-while-muted';
  return html`
    <div class="notice" role="status">
      ${muted ? icons.microphoneOff : icons.warning}
      <p>${text(`hint.${hint}`)}</p>
      <button
        class="action"
        type="button"
        @click=${() => {
          ask(muted ? 'voice-mute-request' : 'voice-settings-request');
        }}
      >
        ${text(muted ? 'unmute' : 'settings')}
      </button>
    </div>
  `;
}

function microphoneNotice(view: View, error: VoiceError): TemplateResult {
  const { text, ask, fixShown, toggleFix, snapshot } = view;
  const help = failureHelp();
  const fix = fixOf(error);
  const steps = fix ? [text(fix)] : (help?.stepsAgainst(error, text) ?? null);
  // Who muted meanwhile stays muted, and must not read that a tap is enough.
  const speaks = error.code === 'microphone-interrupted' && snapshot.self?.microphone !== 'off';
  return html`
    <div class="notice" role="alert">
      ${icons.warning}
      <div class="words">
        <p>
          <strong>${text(`error.${error.code}`)}</strong>
          ${help?.appNote(error, text) ?? text(`remedy.${error.code}`)}
        </p>
        ${steps && fixShown ? stepsTemplate(steps) : nothing}
      </div>
      <div class="choices">
        ${help?.waysOut(error, text) ?? nothing}
        ${
          steps
            ? html`<button class="action" type="button" aria-expanded=${fixShown ? 'true' : 'false'} @click=${toggleFix}>
                ${text('howToFix')}
              </button>`
            : nothing
        }
        ${
          error.retryable
            ? html`<button
                class=${speaks ? 'action primary' : 'action'}
                type="button"
                @click=${() => {
                  ask('voice-microphone-request');
                }}
              >
                ${text(speaks ? 'speakAgain' : 'retry')}
              </button>`
            : nothing
        }
      </div>
    </div>
  `;
}

const stepsTemplate = (steps: readonly string[]): TemplateResult =>
  steps.length === 1
    ? html`<p class="fix">${steps}</p>`
    : html`<ol class="fix">
        ${steps.map((step) => html`<li>${step}</li>`)}
      </ol>`;

/** Where trying again is in vain, the way out is told instead. */
const fixOf = ({ code }: VoiceError) =>
  code === 'microphone-blocked-by-page' || code === 'insecure-context' ? (`fix.${code}` as const) : null;
