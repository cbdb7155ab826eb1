// Gives the element its sentences in the language around it, with the host's own wording first; it writes none itself.

import { LocalizeController, registerTranslation, type FunctionParams } from '@shoelace-style/localize';
import type { ReactiveControllerHost } from 'lit';

import type { SettingsTranslation } from '../locales/en-settings.ts';
import { en, type VoiceRoomTranslation } from '../locales/en.ts';

/** Every text, those that come with a chunk of their own included. */
type AllTexts = VoiceRoomTranslation & SettingsTranslation;

/** The host page's own wording of any text, by key. */
export type TextOverrides = Partial<Omit<AllTexts, '$code' | '$name' | '$dir'>>;

type TextKey = keyof AllTexts;

/** Reads one text; functions get their arguments. */
export type Text = <Key extends TextKey>(key: Key, ...args: FunctionParams<AllTexts[Key]>) => string;

/** The element as far as texts need it. */
export type TextsHost = ReactiveControllerHost & HTMLElement & { readonly texts: TextOverrides | null };

/** Texts for one element. {@link Texts.text} is another function after anything it depends on changed. */
export class Texts {
  readonly #host: TextsHost;
  readonly #localize: LocalizeController<AllTexts>;
  #overrides: TextOverrides | null = null;
  #language = '';
  #text: Text;

  constructor(host: TextsHost) {
    this.#host = host;
    this.#localize = new LocalizeController<AllTexts>(host);
    this.#text = this.#reader(null);
  }

  get text(): Text {
    // English comes last in line, and is there before the first text is read; other languages register themselves.
    registerEnglish();
    const language = this.#localize.lang();
    const overrides = this.#host.texts ?? null;
    if (language !== this.#language || overrides !== this.#overrides) {
      this.#language = language;
      this.#overrides = overrides;
      this.#text = this.#reader(overrides);
    }
    return this.#text;
  }

  #reader(overrides: TextOverrides | null): Text {
    return (key, ...args) => {
      const own: unknown = overrides?.[key];
      if (typeof own === 'string') return own;
      if (typeof own === 'function') return String((own as (...given: unknown[]) => unknown)(...args));
      return this.#localize.term(key, ...args);
    };
  }
}

/**
 * Adds English texts that come with a chunk. They become part of the English that is registered: it is what every other
 * language falls back to.
 */
export function addEnglish(texts: Partial<AllTexts>): void {
  registerEnglish();
  Object.assign(en, texts);
}

let registered = false;

function registerEnglish(): void {
  if (registered) return;
  registered = true;
  registerTranslation(en);
}
