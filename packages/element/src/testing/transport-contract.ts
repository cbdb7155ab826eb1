// What every transport promises, as sentences that run on the scripted one and on real LiveKit alike; never shipped.

import { expect } from 'chai';
import { VoiceFailure } from '../model/error.ts';
import type { Credentials } from '../model/credentials.ts';
import type { Connection, RemoteView, RoomView, Transport } from '../model/transport.ts';
import { eventually } from './eventually.ts';

/** Somebody else in the room, played by the world. */
export interface Peer {
  readonly identity: string;
  /** Brings a microphone that sends a tone into the room. */
  publish(): Promise<void>;
  setMuted(muted: boolean): Promise<void>;
  leave(): Promise<void>;
  send(topic: string, payload: Uint8Array<ArrayBuffer>, to: readonly string[]): Promise<void>;
  /** What the peer sees of the one under test; undefined while they are not in the room. */
  sees(identity: string): Pick<RemoteView, 'muted'> | undefined;
  /** Messages that came to the peer. */
  readonly messages: readonly { topic: string; text: string }[];
}

/** A medium with people in it, and with somebody who moderates. */
export interface World {
  /** The transport under test. */
  readonly transport: Transport;
  /** Credentials for the room of this world. */
  ticket(
    identity: string,
    options?: { name?: string; listener?: boolean; forged?: boolean },
  ): Promise<Credentials>;
  peer(identity: string): Promise<Peer>;
  /** A track with a tone, as the gate would give it. */
  tone(): MediaStreamTrack;
  remove(identity: string): Promise<void>;
  muteByModerator(identity: string): Promise<void>;
  closeRoom(): Promise<void>;
  /** The same identity joins from somewhere else. */
  joinElsewhere(identity: string): Promise<void>;
  /** Ends whatever is still there. */
  end(): Promise<void>;
}

interface Stay {
  readonly connection: Connection;
  readonly messages: { topic: string; text: string; sid: string }[];
  view(): RoomView;
  remote(identity: string): RemoteView | undefined;
}

/** Registers the sentences. `makeWorld` gives a fresh room each time. */
export function describeTransport(name: string, makeWorld: () => Promise<World>): void {
  describe(`the transport contract on ${name}`, () => {
    let world: World;
    const never = new AbortController().signal;

    beforeEach(async () => {
      world = await makeWorld();
    });
    afterEach(() => world.end());

    const join = async (identity = 'me', options = {}): Promise<Stay> => {
      const messages: Stay['messages'] = [];
      const connection = await world.transport.connect(
        await world.ticket(identity, options),
        {
          changed: () => undefined,
          message: (topic, payload, sid) =>
            messages.push({ topic, text: new TextDecoder().decode(payload), sid }),
        },
        never,
      );
      return {
        connection,
        messages,
        view: () => connection.view(),
        remote: (who) => connection.view().remotes.find((remote) => remote.identity === who),
      };
    };

    const codeOf = async (promise: Promise<unknown>): Promise<string> => {
      try {
        await promise;
      } catch (thrown) {
        return thrown instanceof VoiceFailure ? thrown.error.code : String(thrown);
      }
      return 'it resolved';
    };

    it('says who one is and that one is connected', async () => {
      const { view } = await join('me', { name: 'Ada' });
      expect(view()).to.include({ state: 'connected', end: null });
      expect(view().local).to.include({
        identity: 'me',
        name: 'Ada',
        canPublishMicrophone: true,
        published: false,
      });
    });

    it('finds who is there, in order of joining', async () => {
      await world.peer('first');
      await world.peer('second');
      const { view } = await join();
      expect(view().remotes.map((remote) => remote.identity)).to.deep.equal(['first', 'second']);
    });

    it('sees people come and go', async () => {
      const { remote } = await join();
      const peer = await world.peer('ada');
      await eventually(() => expect(remote('ada')).to.not.equal(undefined));
      await peer.leave();
      await eventually(() => expect(remote('ada')).to.equal(undefined));
    });

    it('tells when a message would reach somebody', async () => {
      const { remote } = await join();
      await world.peer('ada');
      await eventually(() => expect(remote('ada')?.reachable).to.equal(true));
    });

    it('counts people without a microphone as muted, and follows their mute', async () => {
      const { remote } = await join();
      const peer = await world.peer('ada');
      await eventually(() => expect(remote('ada')).to.include({ muted: true, audio: null }));
      await peer.publish();
      await eventually(() => expect(remote('ada')?.muted).to.equal(false));
      await eventually(() => expect(remote('ada')?.audio).to.not.equal(null));
      await peer.setMuted(true);
      await eventually(() => expect(remote('ada')?.muted).to.equal(true));
      await peer.setMuted(false);
      await eventually(() => expect(remote('ada')?.muted).to.equal(false));
    });

    it('reads how loud somebody is', async () => {
      const { connection } = await join();
      const peer = await world.peer('ada');
      await peer.publish();
      await eventually(() => expect(connection.levels().get('ada')).to.be.greaterThan(0.01));
      await peer.setMuted(true);
      await eventually(() => expect(connection.levels().get('ada') ?? 0).to.be.lessThan(0.01));
    });

    it('brings a microphone into the room, and others see it', async () => {
      const peer = await world.peer('ada');
      const { connection, view } = await join();
      await connection.publish(world.tone(), false);
      expect(view().local).to.include({ published: true, muted: false });
      await eventually(() => expect(peer.sees('me')).to.include({ muted: false }));
    });

    it('publishes muted without ever being unmuted', async () => {
      const peer = await world.peer('ada');
      const { connection, view } = await join();
      await connection.publish(world.tone(), true);
      expect(view().local).to.include({ published: true, muted: true });
      await eventually(() => expect(peer.sees('me')).to.include({ muted: true }));
    });

    it('has said so itself when muting resolves, and others see it', async () => {
      const peer = await world.peer('ada');
      const { connection, view } = await join();
      await connection.publish(world.tone(), false);
      await connection.setMuted(true);
      expect(view().local.muted).to.equal(true);
      await eventually(() => expect(peer.sees('me')).to.include({ muted: true }));
      await connection.setMuted(false);
      expect(view().local.muted).to.equal(false);
      await eventually(() => expect(peer.sees('me')).to.include({ muted: false }));
    });

    it('takes the microphone out of the room', async () => {
      const peer = await world.peer('ada');
      const { connection, view } = await join();
      await connection.publish(world.tone(), false);
      await eventually(() => expect(peer.sees('me')).to.include({ muted: false }));
      await connection.unpublish();
      expect(view().local.published).to.equal(false);
      await eventually(() => expect(peer.sees('me')).to.include({ muted: true }));
    });

    it('says that a moderator muted us', async () => {
      const { connection, view } = await join();
      await connection.publish(world.tone(), false);
      await world.muteByModerator('me');
      await eventually(() => expect(view().local.muted).to.equal(true));
    });

    it('does not let a listener publish', async () => {
      const { view } = await join('me', { listener: true });
      expect(view().local.canPublishMicrophone).to.equal(false);
    });

    it('sends a message to those it names and to nobody else', async () => {
      const ada = await world.peer('ada');
      const bob = await world.peer('bob');
      const { connection, remote } = await join();
      await eventually(() =>
        expect([remote('ada')?.reachable, remote('bob')?.reachable]).to.deep.equal([true, true]),
      );
      await connection.send('topic', new TextEncoder().encode('to ada'), ['ada']);
      await connection.send('topic', new TextEncoder().encode('to bob'), ['bob']);
      await eventually(() => expect(bob.messages).to.have.length(1));
      await eventually(() => expect(ada.messages).to.have.length(1));
      expect(ada.messages).to.deep.equal([{ topic: 'topic', text: 'to ada' }]);
      expect(bob.messages).to.deep.equal([{ topic: 'topic', text: 'to bob' }]);
    });

    it('stamps a message with the stay of its sender', async () => {
      const { messages, remote } = await join();
      const peer = await world.peer('ada');
      await eventually(() => expect(remote('ada')?.reachable).to.equal(true));
      await peer.send('topic', new TextEncoder().encode('hello'), ['me']);
      await eventually(() => expect(messages).to.have.length(1));
      expect(messages[0]).to.deep.equal({ topic: 'topic', text: 'hello', sid: remote('ada')?.sid });
    });

    it('ends with "removed" where a moderator removed us', async () => {
      const { view } = await join();
      await world.remove('me');
      await eventually(() => expect(view().state).to.equal('ended'));
      expect(view().end).to.have.nested.property('error.code', 'removed');
    });

    it('ends with "joined-elsewhere" where the same person joined again', async () => {
      const { view } = await join();
      await world.joinElsewhere('me');
      await eventually(() => expect(view().state).to.equal('ended'));
      expect(view().end).to.have.nested.property('error.code', 'joined-elsewhere');
    });

    it('ends with "channel-closed" where the room was closed', async () => {
      const { view } = await join();
      await world.closeRoom();
      await eventually(() => expect(view().state).to.equal('ended'));
      expect(view().end).to.deep.equal({ kind: 'channel-closed' });
    });

    it('closes for certain, as often as one likes, and others see it', async () => {
      const peer = await world.peer('ada');
      const { connection, view } = await join();
      await connection.publish(world.tone(), false);
      await Promise.all([connection.close(), connection.close()]);
      expect(view()).to.deep.include({ state: 'ended', end: { kind: 'closed' } });
      await eventually(() => expect(peer.sees('me')).to.equal(undefined));
    });

    it('joins again after leaving', async () => {
      const { connection } = await join();
      await connection.close();
      const again = await join();
      expect(again.view().state).to.equal('connected');
    });

    it('rejects with the reason of an abort, and leaves nobody behind', async () => {
      const peer = await world.peer('ada');
      const abort = new AbortController();
      const joining = world.transport.connect(
        await world.ticket('me'),
        { changed: () => undefined, message: () => undefined },
        abort.signal,
      );
      const reason = new DOMException('changed my mind', 'AbortError');
      abort.abort(reason);
      const thrown: unknown = await joining.then(
        () => 'it resolved',
        (error: unknown) => error,
      );
      expect(thrown).to.equal(reason);
      await eventually(() => expect(peer.sees('me')).to.equal(undefined));
    });

    it('rejects a ticket that nobody here signed', async () => {
      const forged = await world.ticket('me', { forged: true });
      const code = await codeOf(
        world.transport.connect(forged, { changed: () => undefined, message: () => undefined }, never),
      );
      expect(code).to.equal('connection-failed');
    });
  });
}
