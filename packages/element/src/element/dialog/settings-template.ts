// What stands in the settings: how one is heard, and what one hears; it gets plain values and tells what was changed.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import {
  LONGEST_RELEASE_DELAY,
  type InputMode,
  type InputSettings,
  type Sensitivity,
} from '../../model/input.ts';
import { icons } from '../icons.ts';
import { hearingTemplate, type HearingView } from './hearing-template.ts';

/** The settings as they count now. */
export type SettingsValues = InputSettings & HearingView['values'] & { readonly pushKey: string };

/** One drawing of the dialog. */
export interface SettingsView extends HearingView {
  readonly values: SettingsValues;
  /** The push key as people read it. */
  readonly keyLabel: string;
  readonly recording: 'no' | 'yes' | 'refused';
  readonly hasMicrophone: boolean;
  readonly toggleRecording: () => void;
  readonly close: () => void;
}

/** The left end of the meter in dB relative to full scale: what is quieter is nothing that anybody hears. */
export const METER_BOTTOM = -80;
/** Where a threshold begins when it is chosen first: between a quiet room and a voice. */
const FIRST_THRESHOLD = -50;

/** Everything inside the dialog. */
export const settingsTemplate = (view: SettingsView): TemplateResult => html`
  <header class="settings-head">
    <h2 id="settings-title">${view.text('settings')}</h2>
    <button class="control" type="button" aria-label=${view.text('settings.close')} @click=${view.close}>
      ${icons.close}
    </button>
  </header>
  <div class="settings-body">
    ${modes(view)} ${view.values.mode === 'voice' ? nothing : pushSettings(view)} ${sensitivity(view)}
    ${hearingTemplate(view)}
  </div>
`;

function modes({ values, text, change }: SettingsView): TemplateResult {
  const choice = (mode: InputMode, name: string, note: string) => html`
    <label class="choice">
      <input
        type="radio"
        name="input-mode"
        .checked=${live(values.mode === mode)}
        @change=${() => {
          change({ inputMode: mode });
        }}
      />
      <span>${name}</span>
      <small>${note}</small>
    </label>
  `;
  return html`
    <fieldset>
      <legend>${text('settings.input')}</legend>
      ${choice('voice', text('settings.voice'), text('settings.voice-note'))}
      ${choice('push-to-talk', text('pushToTalk'), text('settings.push-to-talk-note'))}
      ${choice('push-to-mute', text('pushToMute'), text('settings.push-to-mute-note'))}
    </fieldset>
  `;
}

function pushSettings({
  values,
  text,
  keyLabel,
  recording,
  change,
  toggleRecording,
}: SettingsView): TemplateResult {
  return html`
    <fieldset>
      <legend>${text('settings.key')}</legend>
      <div class="row">
        <span class="key" role="status">
          ${
            recording === 'no'
              ? html`<kbd>${keyLabel}</kbd>`
              : html`<span>${text(recording === 'refused' ? 'settings.key-refused' : 'settings.key-record')}</span>`
          }
        </span>
        <button class="action" type="button" aria-pressed=${recording === 'no' ? 'false' : 'true'} @click=${toggleRecording}>
          ${text('settings.key-change')}
        </button>
      </div>
      <label class="row">
        <span>${text('settings.release')}</span>
        <bdi class="value" aria-hidden="true">${text('settings.milliseconds', values.releaseDelay)}</bdi>
        <input
          type="range"
          min="0"
          max=${LONGEST_RELEASE_DELAY}
          step="50"
          aria-valuetext=${text('settings.milliseconds', values.releaseDelay)}
          .value=${live(String(values.releaseDelay))}
          @input=${({ target }: Event) => {
            change({ releaseDelay: (target as HTMLInputElement).valueAsNumber });
          }}
        />
      </label>
    </fieldset>
  `;
}

function sensitivity(view: SettingsView): TemplateResult {
  const { values, text, change, hasMicrophone } = view;
  const chosen = values.sensitivity;
  const choice = (name: string, checked: boolean, next: Sensitivity) => html`
    <label class="choice">
      <input
        type="radio"
        name="sensitivity"
        .checked=${live(checked)}
        @change=${() => {
          change({ sensitivity: next });
        }}
      />
      <span>${name}</span>
    </label>
  `;
  const threshold = typeof chosen === 'number' ? chosen : FIRST_THRESHOLD;
  return html`
    <fieldset>
      <legend>${text('settings.sensitivity')}</legend>
      ${choice(text('settings.sensitivity-off'), chosen === 'off', 'off')}
      ${choice(text('settings.sensitivity-automatic'), chosen === 'automatic', 'automatic')}
      ${choice(text('settings.sensitivity-threshold'), typeof chosen === 'number', threshold)}
      <div class="meter" aria-hidden="true">
        <div class="meter-track"><div class="meter-level"></div></div>
        <div class="meter-mark" hidden></div>
      </div>
      ${hasMicrophone ? nothing : html`<p class="note">${text('settings.no-microphone')}</p>`}
      ${
        typeof chosen === 'number'
          ? html`
              <label class="row">
                <span>${text('settings.threshold')}</span>
                <bdi class="value" aria-hidden="true">${text('settings.decibels', threshold)}</bdi>
                <input
                  type="range"
                  min=${METER_BOTTOM}
                  max="0"
                  step="1"
                  aria-valuetext=${text('settings.decibels', threshold)}
                  .value=${live(String(Math.max(METER_BOTTOM, threshold)))}
                  @input=${({ target }: Event) => {
                    change({ sensitivity: (target as HTMLInputElement).valueAsNumber });
                  }}
                />
              </label>
            `
          : nothing
      }
      ${chosen === 'off' ? nothing : html`<p class="note">${text('settings.sensitivity-note')}</p>`}
    </fieldset>
  `;
}
