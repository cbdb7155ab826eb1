// How the person of this browser makes themselves heard: their own choice above the page's, the push key, and the dialog to choose.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { InputMode, InputSettings } from '../model/input.ts';
import type { VoiceSession } from '../session/voice-session.ts';
import { preferences } from './preferences.ts';
import { PushController } from './push-controller.ts';
import type { Shortcuts } from './settings.ts';
import { SettingsController } from './settings-controller.ts';
import type { Text } from './texts.ts';
import type { View } from './view.ts';

/** The element as far as the page sets how one is heard. */
export type OwnVoiceHost = ReactiveControllerHost &
  HTMLElement & {
    readonly inputMode: InputMode;
    readonly pushKey: string;
    readonly releaseDelay: number;
    readonly shortcuts: Shortcuts;
  };

/** What is asked and told. */
export interface OwnVoiceOptions {
  /** Null while the element has none: none is made for asking. */
  readonly session: () => VoiceSession | null;
  /** Asks the page whether the key may count; false where it forbids it. */
  readonly press: () => boolean;
  readonly text: () => Text;
}

/** Puts push key and settings together. */
export class OwnVoice implements ReactiveController {
  readonly #host: OwnVoiceHost;
  readonly #push: PushController;
  readonly #settings: SettingsController;
  #connected = new AbortController();

  constructor(host: OwnVoiceHost, { session, press, text }: OwnVoiceOptions) {
    this.#host = host;
    this.#push = new PushController(host, {
      mode: () => session()?.snapshot.self?.inputMode ?? 'voice',
      held: () => session()?.snapshot.self?.pushKeyHeld === true,
      key: () => this.pushKey,
      scope: () => host.shortcuts,
      press,
      release: (when) => {
        session()?.releasePushKey(when);
      },
    });
    this.#settings = new SettingsController(host, {
      values: () => ({
        ...this.input,
        pushKey: this.pushKey,
        outputVolume: preferences().current.outputVolume ?? 1,
        shortcuts: host.shortcuts !== 'off',
      }),
      change: (change) => {
        preferences().set(change);
      },
      level: () => session()?.inputLevel() ?? null,
      text,
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = new AbortController();
    preferences().subscribe(() => {
      this.#host.requestUpdate();
    }, this.#connected.signal);
  }

  hostDisconnected(): void {
    this.#connected.abort();
  }

  /** What counts now. */
  get input(): InputSettings {
    const { inputMode, releaseDelay, sensitivity } = preferences().current;
    return {
      mode: inputMode ?? this.#host.inputMode,
      releaseDelay: releaseDelay ?? this.#host.releaseDelay,
      sensitivity: sensitivity ?? 'off',
    };
  }

  /** The push key as text. */
  get pushKey(): string {
    return preferences().current.pushKey ?? this.#host.pushKey;
  }

  /** Draws the push button; null before it is loaded. */
  get pushButton(): View['pushButton'] {
    return this.#push.button;
  }

  openSettings(): Promise<void> {
    return this.#settings.open();
  }
}
