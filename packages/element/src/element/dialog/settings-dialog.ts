// The settings as a modal dialog inside the room: opens, draws, records a key, shows the level, closes; it holds no session.

import { render } from 'lit';

import { adoptStyles } from '../adopt-styles.ts';
import { bindingOf, modifierOf, writeKeyBinding } from '../key-binding.ts';
import { enSettings } from '../../locales/en-settings.ts';
import { LOUDER_KEY, SOFTER_KEY } from '../output-volume.ts';
import type { Preferences } from '../preferences.ts';
import { addEnglish, type Text } from '../texts.ts';
import { keyboardLayout, keyLabel } from './key-label.ts';
import {
  METER_BOTTOM,
  settingsTemplate,
  type SettingsValues,
  type SettingsView,
} from './settings-template.ts';
import { settingsStyles } from './settings-styles.ts';

/** What the dialog reads and whom it tells. */
export interface SettingsDialogOptions {
  readonly root: ShadowRoot;
  readonly values: () => SettingsValues;
  readonly change: (change: Preferences) => void;
  /** One's own microphone now, in dB relative to full scale; null while none is open. */
  readonly level: () => { readonly level: number; readonly threshold: number | null } | null;
  readonly text: () => Text;
  readonly closed: () => void;
}

/** Open from its making to its close. Focus, Escape and what lies behind it are the browser's own affair. */
export class SettingsDialog {
  readonly #options: SettingsDialogOptions;
  readonly #dialog = document.createElement('dialog');
  readonly #abort = new AbortController();
  #layout: Awaited<ReturnType<typeof keyboardLayout>> = null;
  #recording: SettingsView['recording'] = 'no';
  #hasMicrophone = false;
  #frame = 0;
  #volumeCosts = false;

  constructor(options: SettingsDialogOptions) {
    this.#options = options;
    addEnglish(enSettings);
    adoptStyles(options.root, settingsStyles);
    const dialog = this.#dialog;
    dialog.className = 'settings';
    dialog.part.add('dialog');
    dialog.setAttribute('aria-labelledby', 'settings-title');
    this.#listen();
    options.root.querySelector('.base')?.append(dialog);
    this.update();
    dialog.showModal();
    this.#draw();
    this.#askForCost().catch(() => undefined);
    keyboardLayout().then(
      (layout) => {
        this.#layout = layout;
        this.update();
      },
      () => undefined,
    );
  }

  /** Draws what counts now. */
  update(): void {
    if (this.#abort.signal.aborted) return;
    const { values, text, change } = this.#options;
    const now = values();
    render(
      settingsTemplate({
        values: now,
        text: text(),
        keyLabel: keyLabel(now.pushKey, this.#layout),
        louderLabel: keyLabel(LOUDER_KEY, this.#layout),
        softerLabel: keyLabel(SOFTER_KEY, this.#layout),
        volumeCosts: this.#volumeCosts,
        recording: this.#recording,
        hasMicrophone: this.#hasMicrophone,
        change,
        toggleRecording: () => {
          this.#record(this.#recording === 'no' ? 'yes' : 'no');
        },
        close: () => {
          this.close();
        },
      }),
      this.#dialog,
    );
  }

  close(): void {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort();
    cancelAnimationFrame(this.#frame);
    // The browser gives the focus back to whatever had it before, as long as the dialog is in the document.
    this.#dialog.close();
    this.#dialog.remove();
    this.#options.closed();
  }

  async #askForCost(): Promise<void> {
    const { elementVolumeCounts } = await import('../../audio/element-volume.ts');
    this.#volumeCosts = !elementVolumeCounts();
    this.update();
  }

  #record(recording: SettingsView['recording']): void {
    this.#recording = recording;
    this.update();
  }

  #listen(): void {
    const { signal } = this.#abort;
    this.#dialog.addEventListener(
      'keydown',
      (event) => {
        if (this.#recording === 'no') return;
        // Nothing of the page must act on a key that is only shown to us.
        event.stopPropagation();
        if (event.code === 'Tab') {
          this.#record('no');
          return;
        }
        event.preventDefault();
        if (event.code === 'Escape') this.#record('no');
        else if (!event.repeat && modifierOf(event) === null) this.#take(event);
      },
      { signal, capture: true },
    );
    this.#dialog.addEventListener(
      'cancel',
      (event) => {
        event.preventDefault();
        if (this.#recording === 'no') this.close();
        else this.#record('no');
      },
      { signal },
    );
    this.#dialog.addEventListener(
      'click',
      ({ target }) => {
        if (target === this.#dialog) this.close();
      },
      { signal },
    );
  }

  #take(event: KeyboardEvent): void {
    const binding = bindingOf(event);
    if (!binding) {
      this.#record('refused');
      return;
    }
    this.#recording = 'no';
    this.#options.change({ pushKey: writeKeyBinding(binding) });
    this.update();
  }

  /** Past the render loop, frame by frame: loudness is not state. */
  #draw(): void {
    this.#frame = requestAnimationFrame(() => {
      this.#draw();
    });
    const now = this.#options.level();
    if ((now !== null) !== this.#hasMicrophone) {
      this.#hasMicrophone = now !== null;
      this.update();
    }
    const meter = this.#dialog.querySelector<HTMLElement>('.meter');
    const mark = meter?.querySelector<HTMLElement>('.meter-mark');
    if (!meter || !mark) return;
    const { level = METER_BOTTOM, threshold = null } = now ?? {};
    meter.style.setProperty('--_input', share(level).toFixed(3));
    meter.toggleAttribute('data-sent', now !== null && (threshold === null || level >= threshold));
    mark.hidden = threshold === null;
    if (threshold !== null) mark.style.setProperty('--_mark', share(threshold).toFixed(3));
  }
}

const share = (decibels: number): number => Math.min(1, Math.max(0, 1 - decibels / METER_BOTTOM));
