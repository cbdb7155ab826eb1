// What the person has set for themselves on this site, kept in the browser; it stands above what the page sets and knows no page.

import type { InputMode, Sensitivity } from '../model/input.ts';
import { within } from '../session/loudness.ts';
import { soundPeople, type RememberedPeople } from './people-memory.ts';

/** The person's own choices; what is absent is left to the page. */
export interface Preferences {
  readonly inputMode?: InputMode;
  /** A key binding as text. */
  readonly pushKey?: string;
  /** Milliseconds. */
  readonly releaseDelay?: number;
  readonly sensitivity?: Sensitivity;
  /** How loud all the others are together, 0 to 1. */
  readonly outputVolume?: number;
  /** How the others are heard, one by one. */
  readonly people?: RememberedPeople;
}

/** Where choices are kept: as much of `Storage` as is used. */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'voice-room:preferences';

const MODES: readonly unknown[] = ['voice', 'push-to-talk', 'push-to-mute'] satisfies InputMode[];

/** The choices of one person in one browser, shared by every room of the page and, after a change, of other tabs. */
export class PreferenceStore {
  readonly #storage: () => PreferenceStorage;
  readonly #listeners = new Set<() => void>();
  #text: string | null = null;
  #current: Preferences = {};

  /** `storage` may throw: pages without the right to store keep choices until they are closed. */
  constructor(storage: () => PreferenceStorage) {
    this.#storage = storage;
    this.#read();
  }

  get current(): Preferences {
    return this.#current;
  }

  /** Changes what is named; undefined leaves it to the page again. */
  set(change: { readonly [Name in keyof Preferences]: Preferences[Name] | undefined }): void {
    this.#read();
    this.#current = sound({ ...this.#current, ...change });
    try {
      this.#text = JSON.stringify(this.#current);
      this.#storage().setItem(KEY, this.#text);
    } catch {
      // It counts until the page is closed.
    }
    this.#tell();
  }

  /** Listens until `signal` aborts. */
  subscribe(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }

  /** Another tab has changed something. */
  refresh(): void {
    const before = this.#text;
    this.#read();
    if (this.#text !== before) this.#tell();
  }

  #read(): void {
    try {
      const text = this.#storage().getItem(KEY);
      if (text === this.#text) return;
      this.#text = text;
      this.#current = text === null ? {} : sound(JSON.parse(text));
    } catch {
      // What cannot be read, or was written by somebody else, is as good as nothing.
    }
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Only what is of its form: the storage belongs to every script of the site. */
function sound(value: unknown): Preferences {
  if (typeof value !== 'object' || value === null) return {};
  const { inputMode, pushKey, releaseDelay, sensitivity, outputVolume, people } = value as Record<
    string,
    unknown
  >;
  return Object.freeze({
    ...(MODES.includes(inputMode) ? { inputMode: inputMode as InputMode } : {}),
    ...(typeof pushKey === 'string' && pushKey.length < 64 ? { pushKey } : {}),
    ...(typeof releaseDelay === 'number' ? { releaseDelay } : {}),
    ...(sensitivity === 'off' || sensitivity === 'automatic' || typeof sensitivity === 'number'
      ? { sensitivity }
      : {}),
    ...(typeof outputVolume === 'number' ? { outputVolume: within(outputVolume, 1) } : {}),
    ...(people === undefined ? {} : { people: soundPeople(people) }),
  });
}

let shared: PreferenceStore | null = null;

/** The one store of this page. */
export function preferences(): PreferenceStore {
  if (shared) return shared;
  const store = new PreferenceStore(() => localStorage);
  shared = store;
  // It lives as long as the page.
  // eslint-disable-next-line no-restricted-syntax -- ends with the page
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY || key === null) store.refresh();
  });
  return store;
}
