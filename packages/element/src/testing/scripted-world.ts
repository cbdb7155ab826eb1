// The transport contract's world on the scripted transport; never shipped.

import { voiceError } from '../model/error.ts';
import type { Connection } from '../model/transport.ts';
import { ScriptedTransport, type ScriptedConnection } from './scripted-transport.ts';
import type { Peer, World } from './transport-contract.ts';

/** A scripted room with scripted people. */
export function scriptedWorld(): Promise<World> {
  const transport = new ScriptedTransport();
  const current = (): ScriptedConnection | undefined => transport.connections.at(-1);
  const audio = {} as MediaStreamTrack;

  const peer = (identity: string): Promise<Peer> => {
    transport.people = [...transport.people, { identity, muted: true }];
    current()?.put({ identity, muted: true });
    return Promise.resolve({
      identity,
      publish: async () => {
        current()?.put({ identity, muted: false, audio });
        current()?.loudness.set(identity, 0.2);
        await Promise.resolve();
      },
      setMuted: async (muted) => {
        current()?.put({ identity, muted });
        current()?.loudness.set(identity, muted ? 0 : 0.2);
        await Promise.resolve();
      },
      leave: async () => {
        current()?.remove(identity);
        await Promise.resolve();
      },
      send: async (topic, payload) => {
        current()?.message(topic, payload, `stay-${identity}`);
        await Promise.resolve();
      },
      sees: () => {
        const view: ReturnType<Connection['view']> | undefined = current()?.view();
        if (view?.state !== 'connected') return undefined;
        return { muted: !view.local.published || view.local.muted };
      },
      get messages() {
        return (current()?.sent ?? [])
          .filter((message) => message.to.includes(identity))
          .map(({ topic, text }) => ({ topic, text }));
      },
    });
  };

  return Promise.resolve({
    transport,
    peer,
    ticket: (identity, options = {}) => {
      transport.local = {
        identity,
        name: options.name ?? '',
        canPublishMicrophone: !(options.listener ?? false),
      };
      if (options.forged) transport.failNext('connection-failed');
      return Promise.resolve({ serverUrl: 'ws://script', participantToken: identity });
    },
    tone: () => audio,
    remove: () => end('removed'),
    joinElsewhere: () => end('joined-elsewhere'),
    muteByModerator: async () => {
      current()?.setLocal({ muted: true });
      await Promise.resolve();
    },
    closeRoom: async () => {
      current()?.end({ kind: 'channel-closed' });
      await Promise.resolve();
    },
    end: () => Promise.resolve(),
  });

  async function end(code: 'removed' | 'joined-elsewhere'): Promise<void> {
    await Promise.resolve();
    current()?.end({ kind: 'failed', error: voiceError(code, 'as the script says') });
  }
}
