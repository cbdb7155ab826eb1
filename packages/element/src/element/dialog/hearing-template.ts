// What stands in the settings of what one hears: the volume of all voices together; plain values in, changes out.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { Preferences } from '../preferences.ts';
import type { Text } from '../texts.ts';

/** What the group is drawn from. */
export interface HearingView {
  readonly values: {
    /** How loud all the others are together, 0 to 1. */
    readonly outputVolume: number;
    /** Whether keys are heard at all. */
    readonly shortcuts: boolean;
  };
  readonly text: Text;
  /** The keys for the volume of all voices as people read them. */
  readonly louderLabel: string;
  readonly softerLabel: string;
  /** Whether elements ignore their volume here, so that anything but 100 % costs something. */
  readonly volumeCosts: boolean;
  readonly change: (change: Preferences) => void;
}

/** The group of what one hears. */
export function hearingTemplate({
  values: { outputVolume, shortcuts },
  text,
  louderLabel,
  softerLabel,
  volumeCosts,
  change,
}: HearingView): TemplateResult {
  const percent = text('menu.percent', outputVolume * 100);
  return html`
    <fieldset>
      <legend>${text('settings.hearing')}</legend>
      <label class="row">
        <span>${text('settings.output')}</span>
        <bdi class="value" aria-hidden="true">${percent}</bdi>
        <input
          type="range"
          min="0"
          max="100"
          step="5"
          aria-valuetext=${percent}
          .value=${live(String(Math.round(outputVolume * 100)))}
          @input=${({ target }: Event) => {
            change({ outputVolume: (target as HTMLInputElement).valueAsNumber / 100 });
          }}
        />
      </label>
      ${shortcuts ? html`<p class="note">${text('settings.output-note', louderLabel, softerLabel)}</p>` : nothing}
      ${volumeCosts ? html`<p class="note">${text('menu.gain-note')}</p>` : nothing}
    </fieldset>
  `;
}
