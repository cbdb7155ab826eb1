// Turns all voices up and down by the keyboard, so that they do not drown a screen reader; loaded in a call, it knows no session.

import { isHeard } from './heard-keys.ts';
import { isPress, readKeyBinding } from './key-binding.ts';
import { preferences } from './preferences.ts';
import type { Shortcuts } from './settings.ts';
import { LOUDER_KEY, SOFTER_KEY, louder } from './output-volume.ts';

/** Listens while `signal` lives. A held key goes on. */
export function hearVolumeKeys(host: HTMLElement, scope: () => Shortcuts, signal: AbortSignal): void {
  const steps = [
    [readKeyBinding(LOUDER_KEY), 1],
    [readKeyBinding(SOFTER_KEY), -1],
  ] as const;
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || !isHeard(host, scope(), event)) return;
      for (const [key, by] of steps) {
        if (!key || !isPress(key, event)) continue;
        event.preventDefault();
        const store = preferences();
        store.set({ outputVolume: louder(store.current.outputVolume ?? 1, by) });
      }
    },
    { signal, capture: true },
  );
}
