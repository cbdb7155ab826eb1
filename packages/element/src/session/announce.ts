// Reads two snapshots and says what happened between them; pure, the one source of public events.

import type { VoiceError } from '../model/error.ts';
import type { Participant, Phase, SelfParticipant, VoiceSnapshot } from '../model/snapshot.ts';

/** One thing that happened. */
export type Fact =
  | { readonly type: 'phase-change'; readonly phase: Phase; readonly previous: Phase }
  | { readonly type: 'participant-join'; readonly participant: Participant }
  | { readonly type: 'participant-leave'; readonly participant: Participant }
  | { readonly type: 'speaking-change'; readonly participant: Participant; readonly speaking: boolean }
  | { readonly type: 'mute-change'; readonly participant: Participant; readonly isSelf: boolean }
  | { readonly type: 'deafen-change'; readonly participant: Participant; readonly isSelf: boolean }
  | { readonly type: 'error'; readonly error: VoiceError };

/**
 * What happened between two snapshots, in the order in which it should be told: the phase, then people, then errors.
 * Who is there at one's own connect, and whoever differs after a reconnection, is told of by the snapshot and fires neither
 * a join nor a leave.
 */
export function announce(before: VoiceSnapshot, after: VoiceSnapshot): Fact[] {
  if (before === after) return [];
  const facts: Fact[] = [];
  if (before.phase !== after.phase && before.phase.name !== after.phase.name) {
    facts.push({ type: 'phase-change', phase: after.phase, previous: before.phase });
  }
  if (before.phase.name === 'connected' && after.phase.name === 'connected') {
    facts.push(...comingsAndGoings(before.participants, after.participants));
  }
  for (const participant of after.participants) {
    const earlier = before.participants.find((other) => other.identity === participant.identity);
    if (earlier) facts.push(...changes(earlier, participant, false));
  }
  if (after.self && before.self) facts.push(...changes(before.self, after.self, true));
  facts.push(...errors(before, after));
  return facts;
}

function comingsAndGoings(before: readonly Participant[], after: readonly Participant[]): Fact[] {
  const was = new Set(before.map((participant) => participant.identity));
  const is = new Set(after.map((participant) => participant.identity));
  return [
    ...before
      .filter((participant) => !is.has(participant.identity))
      .map((participant): Fact => ({ type: 'participant-leave', participant })),
    ...after
      .filter((participant) => !was.has(participant.identity))
      .map((participant): Fact => ({ type: 'participant-join', participant })),
  ];
}

function changes(before: Participant, after: Participant, isSelf: boolean): Fact[] {
  const facts: Fact[] = [];
  if (before === after) return facts;
  if (before.muted !== after.muted) facts.push({ type: 'mute-change', participant: after, isSelf });
  if (before.deafened !== after.deafened) facts.push({ type: 'deafen-change', participant: after, isSelf });
  if (before.speaking !== after.speaking) {
    facts.push({ type: 'speaking-change', participant: after, speaking: after.speaking });
  }
  return facts;
}

function errors(before: VoiceSnapshot, after: VoiceSnapshot): Fact[] {
  const now = [callError(after.phase), microphoneError(after.self)];
  const then = [callError(before.phase), microphoneError(before.self)];
  return now.flatMap((error, index): Fact[] =>
    error && error !== then[index] ? [{ type: 'error', error }] : [],
  );
}

const callError = (phase: Phase): VoiceError | null => ('error' in phase ? phase.error : null);
const microphoneError = (self: SelfParticipant | null): VoiceError | null => self?.microphoneError ?? null;
