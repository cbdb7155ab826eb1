// How the person of this browser hears the others: what is remembered goes to the session, whoever made it; menu and keys load late.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { VoiceSnapshot } from '../model/snapshot.ts';
import type { VoiceSession } from '../session/voice-session.ts';
import { VoiceLocalMuteRequestEvent, VoiceVolumeRequestEvent, type VoiceAskEvent } from './ask-events.ts';
import type { PersonMenu } from './menu/person-menu.ts';
import { withPerson, type RememberedPeople } from './people-memory.ts';
import { preferences } from './preferences.ts';
import type { Shortcuts } from './settings.ts';
import type { Text } from './texts.ts';

/** The element as far as the others' voices need it. */
export type OthersVoiceHost = ReactiveControllerHost &
  HTMLElement & { readonly snapshot: VoiceSnapshot; readonly shortcuts: Shortcuts };

/** What is asked and told. */
export interface OthersVoiceOptions {
  /** Null while the element has none: none is made for asking. */
  readonly session: () => VoiceSession | null;
  readonly ask: (ask: VoiceAskEvent) => void;
  readonly text: () => Text;
}

/** Volumes and mutes of the others, their menu, and the keys for all of them. */
export class OthersVoice implements ReactiveController {
  readonly #host: OthersVoiceHost;
  readonly #options: OthersVoiceOptions;
  #session: VoiceSession | null = null;
  #people: RememberedPeople = [];
  #output = 1;
  #menu: PersonMenu | null = null;
  #keys: AbortController | null = null;

  constructor(host: OthersVoiceHost, options: OthersVoiceOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** 0 to 2, remembered. */
  setVolume(identity: string, volume: number): void {
    this.#remember(identity, { volume });
    this.#options.session()?.setParticipantVolume(identity, volume);
  }

  /** Remembered as well. */
  setMuted(identity: string, muted: boolean): void {
    this.#remember(identity, { muted });
    this.#options.session()?.setParticipantMuted(identity, muted);
  }

  /** Opens somebody's menu at a button of their tile; `event` is what asked for it, and is answered by that. */
  readonly openMenu = (identity: string, opener: HTMLElement, event: Event): void => {
    // While it is open the browser itself closes it by its button: see `PersonMenu`.
    if (this.#menu?.opener === opener && event.type === 'click') return;
    event.preventDefault();
    this.#open(identity, opener).catch(() => undefined);
  };

  hostUpdate(): void {
    const session = this.#options.session();
    const { people = [], outputVolume = 1 } = preferences().current;
    const renewed = session !== this.#session;
    if (!session || (!renewed && people === this.#people && outputVolume === this.#output)) return;
    const before = renewed ? [] : this.#people;
    if (outputVolume !== (renewed ? 1 : this.#output)) session.setOutputVolume(outputVolume);
    this.#session = session;
    this.#people = people;
    this.#output = outputVolume;
    for (const { identity } of before) {
      if (people.some((person) => person.identity === identity)) continue;
      session.setParticipantVolume(identity, 1);
      session.setParticipantMuted(identity, false);
    }
    for (const person of people) {
      if (before.includes(person)) continue;
      session.setParticipantVolume(person.identity, person.volume);
      session.setParticipantMuted(person.identity, person.muted);
    }
  }

  hostUpdated(): void {
    this.#menu?.update();
    const wanted = this.#host.isConnected && this.#host.snapshot.self !== null;
    if (!wanted) this.#dropKeys();
    else if (!this.#keys) this.#hearKeys().catch(() => undefined);
  }

  hostDisconnected(): void {
    this.#menu?.close();
    this.#dropKeys();
  }

  #remember(identity: string, change: { readonly volume?: number; readonly muted?: boolean }): void {
    const store = preferences();
    store.refresh();
    store.set({ people: withPerson(store.current.people ?? [], identity, change) });
  }

  async #open(identity: string, opener: HTMLElement): Promise<void> {
    const { PersonMenu: Menu } = await import('./menu/person-menu.ts');
    const root = this.#host.shadowRoot;
    if (!opener.isConnected || !root) return;
    this.#menu?.close();
    const { ask, text } = this.#options;
    const menu = new Menu({
      root,
      opener,
      person: () => this.#host.snapshot.participants.find((one) => one.identity === identity) ?? null,
      setVolume: (volume) => {
        ask(new VoiceVolumeRequestEvent(identity, volume));
      },
      setMuted: (muted) => {
        ask(new VoiceLocalMuteRequestEvent(identity, muted));
      },
      text,
      closed: () => {
        if (this.#menu === menu) this.#menu = null;
      },
    });
    this.#menu = menu;
  }

  async #hearKeys(): Promise<void> {
    const keys = new AbortController();
    this.#keys = keys;
    try {
      const { hearVolumeKeys } = await import('./volume-keys.ts');
      hearVolumeKeys(this.#host, () => this.#host.shortcuts, keys.signal);
    } catch {
      // Asked for again at the next update.
      if (this.#keys === keys) this.#keys = null;
    }
  }

  #dropKeys(): void {
    this.#keys?.abort();
    this.#keys = null;
  }
}
