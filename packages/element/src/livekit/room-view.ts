// Reads a whole LiveKit room into plain data; it keeps nothing and changes nothing.

import {
  ConnectionQuality as LiveKitQuality,
  ConnectionState,
  Track,
  type Participant,
  type RemoteParticipant,
  type Room,
} from 'livekit-client';
import type { ConnectionQuality } from '../model/snapshot.ts';
import type { ConnectionEnd, LocalView, RemoteView, RoomView } from '../model/transport.ts';

/** Written by the token server alone: nobody may change their own attributes. */
const AVATAR_ATTRIBUTE = 'voice.avatar';

const QUALITY: Record<LiveKitQuality, ConnectionQuality> = {
  [LiveKitQuality.Excellent]: 'good',
  [LiveKitQuality.Good]: 'good',
  [LiveKitQuality.Poor]: 'poor',
  [LiveKitQuality.Lost]: 'lost',
  [LiveKitQuality.Unknown]: 'unknown',
};

/** `TrackSource.MICROPHONE` of LiveKit's protocol (livekit_models.proto), which livekit-client does not export. */
const MICROPHONE = 2;

/** The room at this moment; `end` is how it ended, where it did. */
export function readRoom(room: Room, end: ConnectionEnd | null): RoomView {
  return {
    state: end ? 'ended' : room.state === ConnectionState.Connected ? 'connected' : 'reconnecting',
    end,
    local: local(room),
    remotes: [...room.remoteParticipants.values()].filter(visible).sort(byJoining).map(remote),
  };
}

/** Recorders and other hidden helpers are nobody to talk to. */
const visible = (participant: RemoteParticipant): boolean => !participant.permissions?.hidden;

/** LiveKit's `joinedAt` is cut to seconds: two who came at once would change places with every reading. */
const byJoining = (a: Participant, b: Participant): number =>
  joined(a) - joined(b) || (a.sid < b.sid ? -1 : 1);

const joined = (participant: Participant): number => Number(participant['participantInfo']?.joinedAtMs ?? 0);

function remote(participant: RemoteParticipant): RemoteView {
  const microphone = participant.getTrackPublication(Track.Source.Microphone);
  return {
    ...person(participant),
    sid: participant.sid,
    muted: !microphone || microphone.isMuted,
    audio: microphone?.track?.mediaStreamTrack ?? null,
    activeSpeaker: participant.isSpeaking,
    reachable: participant.isActive,
  };
}

function local(room: Room): LocalView {
  const { localParticipant } = room;
  const microphone = localParticipant.getTrackPublication(Track.Source.Microphone);
  const { permissions } = localParticipant;
  const sources = permissions?.canPublishSources ?? [];
  return {
    ...person(localParticipant),
    canPublishMicrophone:
      permissions?.canPublish === true && (sources.length === 0 || sources.includes(MICROPHONE)),
    published: microphone?.track !== undefined,
    muted: microphone?.isMuted ?? false,
  };
}

function person(participant: Participant) {
  return {
    identity: participant.identity,
    name: participant.name ?? '',
    avatarUrl: participant.attributes[AVATAR_ATTRIBUTE],
    connection: QUALITY[participant.connectionQuality],
  };
}
