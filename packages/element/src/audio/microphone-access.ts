// Hears what browser and person do to the access to microphones while a call goes on; it opens none.

import type { AccessChange } from '../model/audio.ts';

/** Tells of every change until the signal aborts; a browser that tells nothing is silence. */
export function watchMicrophoneAccess(changed: (change: AccessChange) => void, signal: AbortSignal): void {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  devices?.addEventListener(
    'devicechange',
    () => {
      devices.enumerateDevices().then(
        (found) => {
          if (!signal.aborted && found.some(({ kind }) => kind === 'audioinput')) changed('device');
        },
        () => undefined,
      );
    },
    { signal },
  );
  watchPermission(changed, signal).catch(() => undefined);
}

async function watchPermission(changed: (change: AccessChange) => void, signal: AbortSignal): Promise<void> {
  const status = await navigator.permissions.query({ name: 'microphone' });
  let granted = status.state === 'granted';
  status.addEventListener(
    'change',
    () => {
      // From "ask" to "denied" and back nothing is given and nothing taken: who asked hears the answer.
      if ((status.state === 'granted') === granted) return;
      granted = !granted;
      changed(granted ? 'allowed' : 'refused');
    },
    { signal },
  );
}
