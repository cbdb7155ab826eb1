// Shows a snapshot as custom states, for `voice-room:state(…)` in the page's own styles.

import type { VoiceSnapshot } from '../model/snapshot.ts';

/** Sets and clears the six states. */
export function showStates({ states }: ElementInternals, { phase, self }: VoiceSnapshot): void {
  const shown: Readonly<Record<string, boolean>> = {
    connected: phase.name === 'connected',
    reconnecting: phase.name === 'reconnecting',
    failed: phase.name === 'failed',
    muted: self?.muted === true,
    deafened: self?.deafened === true,
    speaking: self?.speaking === true,
  };
  for (const [name, on] of Object.entries(shown)) {
    if (on) states.add(name);
    else states.delete(name);
  }
}
