// Projects everything the session knows into one frozen snapshot; pure, and it keeps what did not change as the same object.

import type { VoiceError } from '../model/error.ts';
import type { InputMode } from '../model/input.ts';
import type {
  MicrophoneHint,
  MicrophoneState,
  Participant,
  Phase,
  Role,
  SelfParticipant,
  VoiceSnapshot,
} from '../model/snapshot.ts';
import type { LocalView, RemoteView, RoomView } from '../model/transport.ts';
import { avatarUrl } from './avatar-url.ts';

/** What a snapshot is made of. */
export interface Facts {
  readonly channelId: string;
  readonly channelName: string | undefined;
  readonly role: Role | undefined;
  readonly phase: Phase;
  readonly view: RoomView | null;
  readonly muted: boolean;
  readonly deafened: boolean;
  readonly microphone: MicrophoneState;
  readonly microphoneError: VoiceError | null;
  readonly transmitting: boolean;
  readonly inputMode: InputMode;
  readonly keyHeld: boolean;
  readonly microphoneHint: MicrophoneHint | null;
  readonly playbackBlocked: boolean;
  isSpeaking(identity: string): boolean;
  isDeafened(sid: string): boolean;
  volumeOf(identity: string): number;
  isMutedForMe(identity: string): boolean;
}

/** What a session shows before anything happened. */
export const IDLE: VoiceSnapshot = freeze({
  channelId: '',
  channelName: '',
  role: null,
  phase: freeze<Phase>({ name: 'idle' }),
  self: null,
  participants: freeze<readonly Participant[]>([]),
  playback: 'allowed',
});

/** The next snapshot: the very same object as `before` where nothing changed. */
export function project(facts: Facts, before: VoiceSnapshot): VoiceSnapshot {
  const { phase, view } = facts;
  const inside = phase.name === 'connected' || phase.name === 'reconnecting';
  // While the connection is away the medium forgets people and finds them again: the last good picture stands.
  const stale = phase.name === 'reconnecting';
  const remotes = inside && !stale && view ? view.remotes : null;

  const participants = !inside
    ? IDLE.participants
    : keepList(
        before.participants,
        remotes
          ? remotes.map((remote) =>
              keep(before.participants.find(same(remote)), remoteParticipant(remote, facts)),
            )
          : before.participants.map((participant) => keep(participant, { ...participant, speaking: false })),
      );

  const self = inside && view ? keep(before.self ?? undefined, selfParticipant(view.local, facts)) : null;
  return keep(before, {
    channelId: facts.channelId,
    channelName: facts.channelName ?? facts.channelId,
    role: inside ? (facts.role ?? (view?.local.canPublishMicrophone ? 'speaker' : 'listener')) : null,
    phase: keep(before.phase, phase),
    self,
    participants,
    playback: inside && facts.playbackBlocked ? 'blocked' : 'allowed',
  });
}

const same = (remote: RemoteView) => (participant: Participant) => participant.identity === remote.identity;

function remoteParticipant(remote: RemoteView, facts: Facts): Participant {
  return {
    identity: remote.identity,
    name: remote.name,
    ...avatar(remote.avatarUrl),
    speaking: !remote.muted && facts.isSpeaking(remote.identity),
    muted: remote.muted,
    deafened: facts.isDeafened(remote.sid),
    connection: remote.connection,
    volume: facts.volumeOf(remote.identity),
    mutedForMe: facts.isMutedForMe(remote.identity),
  };
}

function selfParticipant(local: LocalView, facts: Facts): SelfParticipant {
  return {
    identity: local.identity,
    name: local.name,
    ...avatar(local.avatarUrl),
    speaking: facts.transmitting && facts.isSpeaking(local.identity),
    muted: facts.muted,
    deafened: facts.deafened,
    connection: local.connection,
    volume: 1,
    mutedForMe: false,
    microphone: facts.microphone,
    microphoneError: facts.microphoneError,
    transmitting: facts.transmitting,
    inputMode: facts.inputMode,
    pushKeyHeld: facts.keyHeld,
    microphoneHint: facts.microphoneHint,
  };
}

function avatar(value: string | undefined): { avatarUrl?: string } {
  const url = avatarUrl(value);
  return url === undefined ? {} : { avatarUrl: url };
}

function freeze<T extends object>(value: T): Readonly<T> {
  return Object.freeze(value);
}

/** `before` where it says the same as `next`, field by field; else `next`, frozen. */
function keep<T extends object>(before: T | undefined, next: T): T {
  if (before && sameFields(before, next)) return before;
  return freeze(next);
}

function keepList<T>(before: readonly T[], next: T[]): readonly T[] {
  if (before.length === next.length && next.every((item, index) => item === before[index])) return before;
  return freeze(next);
}

function sameFields<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(b) as (keyof T)[];
  return keys.length === Object.keys(a).length && keys.every((key) => Object.is(a[key], b[key]));
}
