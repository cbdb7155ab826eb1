// Whether sound may leave this machine, decided in one place from plain facts; it opens and shuts nothing itself.

import type { InputMode } from '../model/input.ts';
import type { PhaseName } from '../model/snapshot.ts';

/** Everything that has a say in whether sound may leave. */
export interface TransmitFacts {
  readonly phase: PhaseName;
  /** What the person wants. */
  readonly muted: boolean;
  readonly deafened: boolean;
  readonly inputMode: InputMode;
  /** Whether the push key counts as held; without effect where the mode is `voice`. */
  readonly keyHeld: boolean;
  /** Whether one has the right to speak in this room. */
  readonly permitted: boolean;
  /** What the room says of our microphone, a moderator's mute included; true where it says nothing. */
  readonly mutedInRoom: boolean;
  /** Input sensitivity: `open` while the voice is above the threshold, or without one. */
  readonly gate: 'open' | 'shut';
  /** False while the audio context sleeps or the device is interrupted. */
  readonly awake: boolean;
}

/**
 * True only where every fact agrees that the person is heard: where two facts disagree it is silence. The phase must be
 * `connected`: what is said while reconnecting must not arrive late, in a room that may have changed.
 */
export function mayTransmit(facts: TransmitFacts): boolean {
  return (
    facts.phase === 'connected' &&
    !facts.muted &&
    !facts.deafened &&
    keyLetsThrough(facts) &&
    facts.permitted &&
    !facts.mutedInRoom &&
    facts.gate === 'open' &&
    facts.awake
  );
}

function keyLetsThrough({ inputMode, keyHeld }: TransmitFacts): boolean {
  switch (inputMode) {
    case 'voice':
      return true;
    case 'push-to-talk':
      return keyHeld;
    case 'push-to-mute':
      return !keyHeld;
  }
}
