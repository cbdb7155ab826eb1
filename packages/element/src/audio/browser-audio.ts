// Capture and playback in a browser: the front door of this room; it knows nothing of LiveKit.

import type { AccessChange, AudioKit, Microphone, MicrophoneListener, Playback } from '../model/audio.ts';
import { ElementPlayback } from './element-playback.ts';
import { openMicrophone } from './gated-microphone.ts';
import { watchMicrophoneAccess } from './microphone-access.ts';

/** The browser's own audio. */
export class BrowserAudio implements AudioKit {
  openMicrophone(listener: MicrophoneListener, signal: AbortSignal): Promise<Microphone> {
    return openMicrophone(listener, signal);
  }

  createPlayback(changed: () => void): Playback {
    return new ElementPlayback(changed);
  }

  watchAccess(changed: (change: AccessChange) => void, signal: AbortSignal): void {
    watchMicrophoneAccess(changed, signal);
  }
}
