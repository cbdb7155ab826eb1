// One stay in one LiveKit room, behind the transport's port; no LiveKit object leaves this room of the house.

import {
  DisconnectReason,
  LocalAudioTrack,
  RoomEvent,
  Track,
  type LocalTrack,
  type RemoteParticipant,
  type Room,
} from 'livekit-client';
import type { Credentials } from '../model/credentials.ts';
import { voiceError } from '../model/error.ts';
import type { Connection, ConnectionEnd, ConnectionListener, RoomView } from '../model/transport.ts';
import { EarlyMessages } from './early-messages.ts';
import { endOf, joinFailure } from './failure.ts';
import { Liveness } from './liveness.ts';
import { ReceiverLevels } from './receiver-levels.ts';
import { readRoom } from './room-view.ts';

/** Events after which the room is read again; none of their payloads is used. */
const CHANGES = [
  RoomEvent.ConnectionStateChanged,
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.ParticipantActive,
  RoomEvent.ParticipantNameChanged,
  RoomEvent.ParticipantAttributesChanged,
  RoomEvent.ParticipantPermissionsChanged,
  RoomEvent.ConnectionQualityChanged,
  RoomEvent.ActiveSpeakersChanged,
  RoomEvent.TrackPublished,
  RoomEvent.TrackUnpublished,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
] as const;

/** Milliseconds for ICE and DTLS at a join. */
const PEER_CONNECTION_TIMEOUT = 12_000;

/** A stay. Made by `LiveKitTransport`, which lends it a room. */
export class LiveKitConnection implements Connection {
  readonly #room: Room;
  readonly #listener: ConnectionListener;
  readonly #released: (room: Room) => void;
  readonly #liveness: Liveness;
  readonly #early = new EarlyMessages();
  readonly #levels = new ReceiverLevels();
  #dirty = false;
  #track: LocalAudioTrack | null = null;
  #end: ConnectionEnd | null = null;
  #closing: Promise<void> | null = null;

  constructor(room: Room, listener: ConnectionListener, released: (room: Room) => void) {
    this.#room = room;
    this.#listener = listener;
    this.#released = released;
    this.#liveness = new Liveness(room, this.#changed);
    for (const event of CHANGES) room.on(event, this.#changed);
    room.on(RoomEvent.Disconnected, this.#disconnected);
    room.on(RoomEvent.DataReceived, this.#received);
  }

  /** Joins. Rejects with a `VoiceFailure`, or with the signal's reason; the room is given back then. */
  async join(credentials: Credentials, signal: AbortSignal): Promise<void> {
    const abort = () => {
      this.close().catch(() => undefined);
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      await this.#room.connect(credentials.serverUrl, credentials.participantToken, {
        autoSubscribe: true,
        maxRetries: 1,
        peerConnectionTimeout: PEER_CONNECTION_TIMEOUT,
      });
      signal.throwIfAborted();
      this.#liveness.start();
    } catch (thrown) {
      await this.close();
      signal.throwIfAborted();
      throw joinFailure(thrown);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  view(): RoomView {
    const view = readRoom(this.#room, this.#end);
    return this.#liveness.silent && view.state === 'connected' ? { ...view, state: 'reconnecting' } : view;
  }

  async publish(track: MediaStreamTrack, muted: boolean): Promise<void> {
    await this.unpublish();
    // LiveKit's types do not fit exactOptionalPropertyTypes, hence the casts to its own base type.
    // A copy of the gated track: LiveKit enables, disables and stops what it is given, and the gate's own track outlives a room.
    const local = new LocalAudioTrack(track.clone(), undefined, true);
    this.#track = local;
    if (muted) await local.mute();
    // Left meanwhile: the room may be somebody else's by now, and nobody would stop this copy.
    if (this.#closing) {
      local.mediaStreamTrack.stop();
      return;
    }
    await this.#room.localParticipant.publishTrack(local as LocalTrack, { source: Track.Source.Microphone });
    this.#changed();
  }

  async unpublish(): Promise<void> {
    const track = this.#track;
    if (!track) return;
    this.#track = null;
    await this.#room.localParticipant.unpublishTrack(track as LocalTrack, true);
    track.mediaStreamTrack.stop();
    this.#changed();
  }

  async setMuted(muted: boolean): Promise<void> {
    if (muted) await this.#track?.mute();
    else await this.#track?.unmute();
    this.#changed();
  }

  async send(topic: string, payload: Uint8Array<ArrayBuffer>, to: readonly string[]): Promise<void> {
    await this.#room.localParticipant.publishData(payload, {
      reliable: true,
      topic,
      destinationIdentities: [...to],
    });
  }

  levels(): ReadonlyMap<string, number> {
    return this.#levels.read(this.#room);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#liveness.stop();
    this.#end ??= { kind: 'closed' };
    // Before the first await: a page on its way into the back-forward cache may hold no live track.
    this.#track?.mediaStreamTrack.stop();
    this.#track = null;
    try {
      await this.#room.disconnect(true);
      this.#released(this.#room);
    } catch {
      // Left all the same; a room in an unknown state is not lent again.
    } finally {
      for (const event of CHANGES) this.#room.off(event, this.#changed);
      this.#room.off(RoomEvent.Disconnected, this.#disconnected);
      this.#room.off(RoomEvent.DataReceived, this.#received);
    }
  }

  /** One microtask after an event the room is read: LiveKit fires some events before it has written down what they say. */
  readonly #changed = (): void => {
    if (this.#dirty) return;
    this.#dirty = true;
    queueMicrotask(() => {
      this.#dirty = false;
      this.#listener.changed();
      this.#deliver();
    });
  };

  readonly #disconnected = (reason?: DisconnectReason): void => {
    this.#liveness.stop();
    this.#end ??= reason === DisconnectReason.CLIENT_INITIATED && !this.#closing ? PAGE_LOST : endOf(reason);
    this.#changed();
  };

  readonly #received = (
    payload: Uint8Array,
    _participant?: RemoteParticipant,
    _kind?: unknown,
    topic?: string,
    _encryption?: unknown,
    identity?: string,
  ): void => {
    // Without an identity the server itself spoke: nobody that a state could belong to.
    if (!identity || topic === undefined) return;
    this.#early.hold(identity, topic, payload);
    this.#deliver();
  };

  #deliver(): void {
    this.#early.release(
      (identity) => this.#room.remoteParticipants.get(identity)?.sid,
      (topic, payload, sid) => {
        this.#listener.message(topic, payload, sid);
      },
    );
  }
}

/** Somebody else's code disconnected the room under us. */
const PAGE_LOST: ConnectionEnd = {
  kind: 'lost',
  error: voiceError('connection-lost', 'the room was disconnected from outside'),
};
