// Hears the push key on the keyboard, and lets go of it wherever its release could go unheard; it knows no session.

import { isHeard, isTextField } from './heard-keys.ts';
import { isPress, modifierOf, type KeyBinding } from './key-binding.ts';
import type { Shortcuts } from './settings.ts';

/** What the keys are asked and told. */
export interface PushKeysOptions {
  /** The key, or null where the mode has none. */
  readonly binding: () => KeyBinding | null;
  readonly scope: () => Shortcuts;
  /** Returns whether the press was taken: then nothing else is to happen to it. */
  readonly press: () => boolean;
  readonly release: (when?: 'now') => void;
}

/**
 * Listens while `signal` lives. The key counts as up on its own release, on that of one of its modifiers (macOS tells no
 * release of a key while Command is down), and at once when another modifier joins, the window or the document is left, a
 * text field gets the focus, or with the scope `focus` the focus leaves the element.
 */
export function hearPushKeys(
  host: HTMLElement,
  { binding, scope, press, release }: PushKeysOptions,
  signal: AbortSignal,
): void {
  let down: KeyBinding | null = null;
  const letGo = (when?: 'now'): void => {
    if (!down) return;
    down = null;
    release(when);
  };
  const drop = (): void => {
    letGo('now');
  };

  window.addEventListener(
    'keydown',
    (event) => {
      if (down && modifierOf(event) && !isOwnModifier(down, event)) drop();
      const key = binding();
      if (!key || !isPress(key, event) || !isHeard(host, scope(), event)) return;
      // A held key repeats; one that was held before it was heard here opens nothing.
      if (event.repeat) {
        if (down) event.preventDefault();
        return;
      }
      if (!press()) return;
      down = key;
      event.preventDefault();
    },
    { signal, capture: true },
  );
  window.addEventListener(
    'keyup',
    (event) => {
      if (down && (event.code === down.code || isOwnModifier(down, event))) letGo();
    },
    { signal, capture: true },
  );
  window.addEventListener('blur', drop, { signal });
  window.addEventListener('pagehide', drop, { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.hidden) drop();
    },
    { signal },
  );
  window.addEventListener(
    'focusin',
    (event) => {
      if (isTextField(event) || (scope() !== 'page' && !event.composedPath().includes(host))) drop();
    },
    { signal, capture: true },
  );
  host.addEventListener(
    'focusout',
    (event) => {
      if (scope() !== 'page' && event.relatedTarget === null) drop();
    },
    { signal },
  );
  signal.addEventListener('abort', drop, { once: true });
}

function isOwnModifier({ modifiers }: KeyBinding, event: KeyboardEvent): boolean {
  const modifier = modifierOf(event);
  return modifier !== null && modifiers.includes(modifier);
}
