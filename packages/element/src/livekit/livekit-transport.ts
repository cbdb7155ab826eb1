// The transport on LiveKit: the front door of the one room of the house that knows livekit-client.

import { isBrowserSupported } from 'livekit-client';
import type { Credentials } from '../model/credentials.ts';
import { voiceError, VoiceFailure } from '../model/error.ts';
import type { Connection, ConnectionListener, Transport } from '../model/transport.ts';
import { unsupportedFailure } from './failure.ts';
import { LiveKitConnection } from './livekit-connection.ts';
import { RoomPool } from './room-pool.ts';

/** Joins rooms on LiveKit. One a session, so that its two rooms are used again. */
export class LiveKitTransport implements Transport {
  readonly #pool = new RoomPool();

  async connect(
    credentials: Credentials,
    listener: ConnectionListener,
    signal: AbortSignal,
  ): Promise<Connection> {
    signal.throwIfAborted();
    if (!isBrowserSupported()) throw await unsupportedFailure();
    if (!URL.canParse(credentials.serverUrl)) {
      throw new VoiceFailure(voiceError('connection-failed', 'the token server’s server_url is no address'));
    }
    const connection = new LiveKitConnection(this.#pool.take(), listener, (room) => {
      this.#pool.giveBack(room);
    });
    await connection.join(credentials, signal);
    return connection;
  }

  prepare(credentials: Credentials): void {
    const room = this.#pool.take();
    room
      .prepareConnection(credentials.serverUrl, credentials.participantToken)
      .catch(() => undefined)
      .finally(() => {
        this.#pool.giveBack(room);
      });
  }
}
