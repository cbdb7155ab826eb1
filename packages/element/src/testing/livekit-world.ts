// The transport contract's world on a real LiveKit server, which web-test-runner's plugin runs; never shipped.

import type { Credentials } from '../model/credentials.ts';
import type { Connection, Transport } from '../model/transport.ts';
import type { Peer, World } from './transport-contract.ts';

let rooms = 0;

/** A fresh room on the real server. `makeTransport` makes the transport under test, and one for each peer. */
export function livekitWorld(makeTransport: () => Transport): Promise<World> {
  rooms += 1;
  const room = `contract-${rooms}-${crypto.randomUUID()}`;
  const transport = makeTransport();
  const context = new AudioContext();
  const ends: (() => Promise<void>)[] = [() => context.close()];

  const ask = async (act: string, query: Record<string, string>): Promise<unknown> => {
    const response = await fetch(
      `/livekit-test/${act}?${new URLSearchParams({ room, ...query }).toString()}`,
    );
    if (!response.ok) throw new Error(`${act}: ${response.status} ${await response.text()}`);
    return response.json();
  };

  const ticket: World['ticket'] = async (identity, options = {}) =>
    (await ask('ticket', {
      identity,
      name: options.name ?? '',
      listener: String(options.listener ?? false),
      ...(options.forged ? { secret: 'somebody-else-s-secret-of-32-bytes' } : {}),
    })) as Credentials;

  const tone = (): MediaStreamTrack => {
    const oscillator = context.createOscillator();
    const destination = context.createMediaStreamDestination();
    oscillator.connect(destination);
    oscillator.start();
    const [track] = destination.stream.getAudioTracks();
    if (!track) throw new Error('the audio context made no track');
    return track;
  };

  const peer = async (identity: string): Promise<Peer> => {
    const messages: { topic: string; text: string }[] = [];
    const connection: Connection = await makeTransport().connect(
      await ticket(identity),
      {
        changed: () => undefined,
        message: (topic, payload) => messages.push({ topic, text: new TextDecoder().decode(payload) }),
      },
      new AbortController().signal,
    );
    ends.push(() => connection.close());
    return {
      identity,
      messages,
      publish: () => connection.publish(tone(), false),
      setMuted: (muted) => connection.setMuted(muted),
      leave: () => connection.close(),
      send: (topic, payload, to) => connection.send(topic, payload, to),
      sees: (who) => connection.view().remotes.find((remote) => remote.identity === who),
    };
  };

  const recording: Transport = {
    prepare: (credentials) => {
      transport.prepare(credentials);
    },
    connect: async (credentials, listener, signal) => {
      const playing = new Map<MediaStreamTrack, HTMLAudioElement>();
      let connection: Connection | null = null;
      const changed = () => {
        // Levels are those of what is played, so somebody has to play it; the product's own playback is another room's affair.
        for (const { audio } of connection?.view().remotes ?? []) {
          if (!audio || playing.has(audio)) continue;
          const element = new Audio();
          element.srcObject = new MediaStream([audio]);
          element.play().catch(() => undefined);
          playing.set(audio, element);
        }
        listener.changed();
      };
      connection = await transport.connect(
        credentials,
        {
          changed,
          message: (topic, payload, sid) => {
            listener.message(topic, payload, sid);
          },
        },
        signal,
      );
      const joined = connection;
      ends.push(() => joined.close());
      return joined;
    },
  };

  return Promise.resolve({
    transport: recording,
    ticket,
    peer,
    tone,
    remove: async (identity) => {
      await ask('remove', { identity });
    },
    muteByModerator: async (identity) => {
      await ask('mute', { identity });
    },
    closeRoom: async () => {
      await ask('close-room', {});
    },
    joinElsewhere: async (identity) => {
      await peer(identity);
    },
    end: async () => {
      await Promise.all(ends.map((end) => end()));
    },
  });
}
