// What is fetched before a person joins.

import { expect } from 'chai';

import { anyTicket, RoomHarness, until } from '../testing/room-harness.ts';

afterEach(() => RoomHarness.clear());

/** A room in front of its lobby that counts the tickets it asks for. */
async function lobby(attributes: Record<string, string> = {}) {
  const tickets: string[] = [];
  const room = RoomHarness.mount({
    attributes: { lobby: '', ...attributes },
    before: (element) => {
      element.tokenSource = (channelId) => {
        tickets.push(channelId);
        return anyTicket();
      };
    },
  });
  await until(() => room.buttons().includes('Join'), 'the lobby');
  return { room, tickets };
}

const hover = (room: RoomHarness) => room.element.dispatchEvent(new PointerEvent('pointerenter'));

describe('preparing a join', () => {
  it('begins when the pointer comes near, once', async () => {
    const { room, tickets } = await lobby();
    expect(tickets).to.deep.equal([]);
    hover(room);
    hover(room);
    await until(() => room.transport.prepared.length === 1, 'the preparation');
    expect(tickets).to.deep.equal(['general']);
    expect(room.transport.connections).to.have.length(0);
  });

  it('begins at once with "load", and in sight with "visible"', async () => {
    for (const prepare of ['load', 'visible']) {
      const { room } = await lobby({ prepare });
      await until(() => room.transport.prepared.length === 1, `the preparation by ${prepare}`);
    }
  });

  it('does not begin with "off"', async () => {
    const { room, tickets } = await lobby({ prepare: 'off' });
    hover(room);
    await room.shown();
    expect(tickets).to.deep.equal([]);
    await room.press('Join');
    await room.phase('connected');
    expect(tickets).to.deep.equal(['general']);
  });

  it('leaves a failure to the join', async () => {
    const { room } = await lobby();
    room.element.tokenSource = () => Promise.reject(new Error('away'));
    await room.shown();
    hover(room);
    await room.shown();
    expect(room.element.snapshot.phase).to.deep.equal({ name: 'idle', waitingFor: 'click' });
    await room.press('Join');
    await room.phase('failed');
    expect(room.panel()).to.include('does not answer');
  });
});
