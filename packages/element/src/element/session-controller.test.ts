// Moving is not leaving, removal is; sessions of others; facts told.

import { expect } from 'chai';

import { ScriptedAudio } from '../testing/scripted-audio.ts';
import { ScriptedTransport } from '../testing/scripted-transport.ts';
import {
  anyTicket,
  RoomHarness,
  scriptedSession,
  ScriptedVoiceRoom,
  until,
} from '../testing/room-harness.ts';

afterEach(() => RoomHarness.clear());

describe('a room that is moved in the page', () => {
  it('keeps its call when it is taken out and put in again', async () => {
    const room = await RoomHarness.joined();
    const elsewhere = document.createElement('div');
    document.body.append(elsewhere);
    room.element.remove();
    elsewhere.append(room.element);
    await room.shown();
    expect(room.transport.connections).to.have.length(1);
    expect(room.transport.current.closed).to.equal(false);
    elsewhere.remove();
  });

  it('keeps its call through moveBefore', async () => {
    const room = await RoomHarness.joined();
    const elsewhere = document.createElement('div');
    document.body.append(elsewhere);
    (elsewhere as unknown as { moveBefore(node: Node, child: null): void }).moveBefore(room.element, null);
    await room.shown();
    expect(room.element.parentElement).to.equal(elsewhere);
    expect(room.transport.connections).to.have.length(1);
    expect(room.transport.current.closed).to.equal(false);
    elsewhere.remove();
  });

  it('still follows the call after the move', async () => {
    const room = await RoomHarness.joined();
    const parent = room.element.parentElement;
    room.element.remove();
    parent?.append(room.element);
    room.transport.current.put({ identity: 'ada', name: 'Ada' });
    await until(() => room.tiles().length === 2, 'Ada');
  });

  it('fits its new place', async () => {
    const room = await RoomHarness.joined({ people: [{ identity: 'ada' }, { identity: 'linus' }] });
    const parent = room.element.parentElement;
    room.element.remove();
    parent?.append(room.element);
    const before = room.tiles()[0]?.box.width ?? 0;
    room.element.style.setProperty('width', '560px');
    await until(() => (room.tiles()[0]?.box.width ?? before) < before, 'smaller tiles');
  });
});

describe('a room that is taken out of the page', () => {
  it('leaves, frees the microphone, and says so', async () => {
    const room = await RoomHarness.joined();
    await until(() => room.element.snapshot.self?.microphone === 'on', 'the microphone');
    const { microphone } = room.audio;
    const phases: string[] = [];
    room.element.addEventListener('voice-phase-change', ({ phase }) => phases.push(phase.name));
    room.element.remove();
    await until(() => room.transport.current.closed, 'the room to be left');
    expect(microphone.closed).to.equal(true);
    expect(phases).to.deep.equal(['ended']);
    expect(room.element.snapshot.phase).to.deep.equal({ name: 'ended', reason: 'left' });
  });

  it('joins again when it is put back later', async () => {
    const room = await RoomHarness.joined();
    room.element.remove();
    await until(() => room.transport.current.closed, 'the room to be left');
    document.body.append(room.element);
    await until(() => room.transport.connections.length === 2, 'the second join');
    await room.phase('connected');
  });

  it('gives up a join that is under way', async () => {
    let opened = 0;
    const room = RoomHarness.mount({
      before: (element) => {
        element.tokenSource = (_channel, signal) =>
          new Promise((_resolve, reject) => {
            opened += 1;
            signal.addEventListener('abort', () => {
              opened -= 1;
              reject(new Error('aborted'));
            });
          });
      },
    });
    await until(() => opened === 1, 'the request');
    room.element.remove();
    await until(() => opened === 0, 'the request to be given up');
    expect(room.transport.connections).to.have.length(0);
  });
});

describe('a session that was made elsewhere', () => {
  const make = () => {
    const transport = new ScriptedTransport();
    const session = scriptedSession(transport, new ScriptedAudio());
    session.setChannel('elsewhere');
    session.setCredentials(anyTicket);
    return { transport, session };
  };

  it('is neither joined nor ended by the element', async () => {
    const { session, transport } = make();
    const room = RoomHarness.mount({
      before: (element) => {
        element.session = session;
      },
    });
    await room.shown();
    expect(session.snapshot.phase.name).to.equal('idle');
    await session.join();
    await room.phase('connected');
    expect(room.element.snapshot).to.equal(session.snapshot);
    expect(room.title()).to.include('elsewhere');
    room.element.remove();
    await room.shown();
    expect(transport.current.closed).to.equal(false);
    await session.dispose();
  });

  it('shows one call in two rooms, and the buttons of each work', async () => {
    const { session } = make();
    const before = (element: { session: unknown }) => {
      element.session = session;
    };
    const [one, other] = [RoomHarness.mount({ before }), RoomHarness.mount({ before })];
    await one.shown();
    await other.press('Join');
    await one.phase('connected');
    await until(() => session.snapshot.self?.microphone === 'on', 'the microphone');
    await one.mute();
    await until(() => other.button('Mute').pressed === 'true', 'the other room to show it');
    await session.dispose();
  });

  it('takes the place of a call of the element’s own, which is left', async () => {
    const { session } = make();
    const room = await RoomHarness.joined();
    room.element.session = session;
    await until(() => room.transport.current.closed, 'the own call to be left');
    expect(room.element.session).to.equal(session);
    expect(room.element.audio.microphone.closed).to.equal(true);
    await session.dispose();
  });

  it('given back in the middle of a call leaves the call to its maker, and the element joins its own', async () => {
    const { session, transport } = make();
    const room = await RoomHarness.joined();
    room.element.session = session;
    await session.join();
    await room.phase('connected');
    room.element.session = null;
    await until(() => room.transport.connections.length === 2, 'a call of its own');
    await room.phase('connected');
    expect(transport.current.closed).to.equal(false);
    expect(room.transport.connections.map(({ closed }) => closed)).to.deep.equal([true, false]);
    await session.dispose();
  });

  it('given before the element was defined is the only one that ever joins', async () => {
    const { session, transport } = make();
    const early = document.createElement('early-borrowing-room') as ScriptedVoiceRoom;
    Object.assign(early, { session, channelId: 'own', tokenSource: anyTicket });
    document.body.append(early);
    if (!customElements.get('early-borrowing-room')) {
      customElements.define('early-borrowing-room', class extends ScriptedVoiceRoom {});
    }
    const room = new RoomHarness(early);
    await session.join();
    await room.phase('connected');
    expect(early.session).to.equal(session);
    expect(early.snapshot.channelId).to.equal('elsewhere');
    expect(transport.connections).to.have.length(1);
    expect(early.transport.connections).to.have.length(0);
    early.remove();
    await session.dispose();
  });
});

describe('facts', () => {
  it('are told as events that leave the shadow tree, and as states', async () => {
    const heard: string[] = [];
    const types = [
      'voice-phase-change',
      'voice-participant-join',
      'voice-participant-leave',
      'voice-mute-change',
    ] as const;
    const listening = new AbortController();
    for (const type of types) {
      document.addEventListener(type, (event) => heard.push(event.type), { signal: listening.signal });
    }
    const room = await RoomHarness.joined({ people: [{ identity: 'ada' }] });
    expect(heard).to.deep.equal([
      'voice-phase-change',
      'voice-phase-change',
      'voice-phase-change',
      ...heard.slice(3),
    ]);
    expect(heard).not.to.include('voice-participant-join');
    room.transport.current.put({ identity: 'linus' });
    await until(() => heard.includes('voice-participant-join'), 'the join');
    room.transport.current.remove('ada');
    await until(() => heard.includes('voice-participant-leave'), 'the leave');
    await until(() => room.element.snapshot.self?.microphone === 'on', 'the microphone');
    room.element.toggleMute(true);
    await until(() => room.element.matches(':state(muted)'), 'the state');
    expect(room.element.matches(':state(connected)')).to.equal(true);
    expect(room.element.matches(':state(failed)')).to.equal(false);
    listening.abort();
  });

  it('tell a failure as an event and as a state', async () => {
    const codes: string[] = [];
    const room = RoomHarness.mount({
      before: (element) => {
        element.transport.failNext('room-full');
        element.addEventListener('voice-error', ({ error }) => codes.push(error.code));
      },
    });
    await room.phase('failed');
    expect(codes).to.deep.equal(['room-full']);
    expect(room.element.matches(':state(failed)')).to.equal(true);
  });
});
