// The public events that tell what happened in a call; each is made from one fact and knows no element.

import type { VoiceError } from '../model/error.ts';
import type { Participant, Phase } from '../model/snapshot.ts';
import type { Fact } from '../session/announce.ts';

const TOLD: EventInit = { bubbles: true, composed: true };

/** The call went from one phase to another. */
export class VoicePhaseChangeEvent extends Event {
  readonly phase: Phase;
  readonly previous: Phase;

  constructor(phase: Phase, previous: Phase) {
    super('voice-phase-change', TOLD);
    this.phase = phase;
    this.previous = previous;
  }
}

/** Somebody came in while one was connected. */
export class VoiceParticipantJoinEvent extends Event {
  readonly participant: Participant;

  constructor(participant: Participant) {
    super('voice-participant-join', TOLD);
    this.participant = participant;
  }
}

/** Somebody went while one was connected. */
export class VoiceParticipantLeaveEvent extends Event {
  readonly participant: Participant;

  constructor(participant: Participant) {
    super('voice-participant-leave', TOLD);
    this.participant = participant;
  }
}

/** Somebody, perhaps oneself, began or stopped speaking. */
export class VoiceSpeakingChangeEvent extends Event {
  readonly participant: Participant;
  readonly speaking: boolean;

  constructor(participant: Participant, speaking: boolean) {
    super('voice-speaking-change', TOLD);
    this.participant = participant;
    this.speaking = speaking;
  }
}

/** Somebody was muted or unmuted; `participant.muted` says which. */
export class VoiceMuteChangeEvent extends Event {
  readonly participant: Participant;
  readonly isSelf: boolean;

  constructor(participant: Participant, isSelf: boolean) {
    super('voice-mute-change', TOLD);
    this.participant = participant;
    this.isSelf = isSelf;
  }
}

/** Somebody was deafened or undeafened; `participant.deafened` says which. */
export class VoiceDeafenChangeEvent extends Event {
  readonly participant: Participant;
  readonly isSelf: boolean;

  constructor(participant: Participant, isSelf: boolean) {
    super('voice-deafen-change', TOLD);
    this.participant = participant;
    this.isSelf = isSelf;
  }
}

/** Something failed: the call, or the microphone while the call goes on. */
export class VoiceErrorEvent extends Event {
  readonly error: VoiceError;

  constructor(error: VoiceError) {
    super('voice-error', TOLD);
    this.error = error;
  }
}

/** The event that tells a fact. */
export function factEvent(fact: Fact): Event {
  switch (fact.type) {
    case 'phase-change':
      return new VoicePhaseChangeEvent(fact.phase, fact.previous);
    case 'participant-join':
      return new VoiceParticipantJoinEvent(fact.participant);
    case 'participant-leave':
      return new VoiceParticipantLeaveEvent(fact.participant);
    case 'speaking-change':
      return new VoiceSpeakingChangeEvent(fact.participant, fact.speaking);
    case 'mute-change':
      return new VoiceMuteChangeEvent(fact.participant, fact.isSelf);
    case 'deafen-change':
      return new VoiceDeafenChangeEvent(fact.participant, fact.isSelf);
    case 'error':
      return new VoiceErrorEvent(fact.error);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'voice-phase-change': VoicePhaseChangeEvent;
    'voice-participant-join': VoiceParticipantJoinEvent;
    'voice-participant-leave': VoiceParticipantLeaveEvent;
    'voice-speaking-change': VoiceSpeakingChangeEvent;
    'voice-mute-change': VoiceMuteChangeEvent;
    'voice-deafen-change': VoiceDeafenChangeEvent;
    'voice-error': VoiceErrorEvent;
  }
}
