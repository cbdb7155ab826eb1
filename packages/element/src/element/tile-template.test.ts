// People in the room: order, rings, marks, hostile names, geometry.

import { expect } from 'chai';

import { encodeState } from '../session/peer-state.ts';
import { RoomHarness, until } from '../testing/room-harness.ts';

afterEach(() => RoomHarness.clear());

describe('tiles', () => {
  it('stand in the order of joining, oneself last, and speech does not move them', async () => {
    const room = await RoomHarness.joined({
      people: [{ identity: 'ada' }, { identity: 'linus' }, { identity: 'grace' }],
    });
    const order = () => room.tiles().map(({ name }) => name);
    expect(order()).to.deep.equal(['ada', 'linus', 'grace', 'Me']);
    room.transport.current.loudness.set('grace', 0.4);
    await until(() => room.tiles()[2]?.speaking === true, 'Grace’s ring');
    expect(order()).to.deep.equal(['ada', 'linus', 'grace', 'Me']);
    room.transport.current.put({ identity: 'mika' });
    await until(() => room.tiles().length === 5, 'Mika');
    expect(order()).to.deep.equal(['ada', 'linus', 'grace', 'mika', 'Me']);
    room.transport.current.remove('ada');
    await until(() => room.tiles().length === 4, 'Ada to go');
    expect(order()).to.deep.equal(['linus', 'grace', 'mika', 'Me']);
  });

  it('show a ring while somebody speaks, and breathe with the loudness', async () => {
    const room = await RoomHarness.joined({ people: [{ identity: 'ada' }, { identity: 'linus' }] });
    room.transport.current.loudness.set('linus', 0.3);
    await until(() => room.tiles()[1]?.speaking === true, 'the ring');
    await until(() => Number(room.drawnLevel(1)) > 0.3, 'the level');
    expect(room.drawnLevel(0)).to.equal('');
    room.transport.current.loudness.set('linus', 0);
    await until(() => room.tiles()[1]?.speaking === false, 'the ring to go out');
  });

  it('tell who is muted and deafened, in words too', async () => {
    const room = await RoomHarness.joined({
      people: [{ identity: 'ada', muted: true }, { identity: 'linus' }],
    });
    expect(
      room
        .tiles()
        .map(({ aloud }) => aloud)
        .slice(0, 2),
    ).to.deep.equal([', muted', '']);
    room.transport.current.message('voice-room.state', encodeState(true), 'stay-ada');
    await until(() => room.tiles()[0]?.aloud === ', muted, deafened', 'the words');
  });

  it('do not render again when it was somebody else who changed', async () => {
    const drawn: string[] = [];
    const room = await RoomHarness.joined({
      people: [
        { identity: 'ada', muted: true },
        { identity: 'linus', muted: true, connection: 'poor' },
      ],
      before: (element) => {
        // Asked for by each rendering of a muted tile; the connection tells the two apart.
        Object.defineProperty(element, 'texts', {
          value: {
            get isMuted() {
              drawn.push('muted');
              return 'muted';
            },
            get poorConnection() {
              drawn.push('linus');
              return 'poor';
            },
          },
        });
      },
    });
    await room.shown();
    drawn.length = 0;
    room.transport.current.put({ identity: 'grace' });
    await until(() => room.tiles().length === 4, 'Grace');
    expect(drawn).to.deep.equal([]);
    room.transport.current.put({ identity: 'linus', name: 'Linus B.' });
    await until(() => room.tiles()[1]?.name === 'Linus B.', 'the new name');
    expect(drawn).to.include('linus');
    expect(drawn.filter((which) => which === 'muted')).to.have.length(drawn.length / 2);
  });
});

describe('hostile people', () => {
  it('stay text, whatever they are called', async () => {
    const room = await RoomHarness.joined({
      people: [
        { identity: 'a', name: '<img src=x onerror="window.hacked = 1"><b>bold</b>' },
        { identity: 'b', name: '\u202eadA\u202c</bdi><script>window.hacked = 1</script>' },
        { identity: 'c', name: 'x'.repeat(10_000) },
        { identity: '"><script>window.hacked = 1</script>', name: '\u200b' },
      ],
    });
    expect(room.injected()).to.equal(0);
    expect(window).not.to.have.property('hacked');
    const [markup, turned, long, nameless] = room.tiles();
    expect(markup?.name).to.equal('<img src=x onerror="window.hacked = 1"><b>bold</b>');
    expect(turned?.name.startsWith('adA</bdi>')).to.equal(true);
    expect(long?.name).to.have.length(64);
    expect(nameless?.name).to.equal('"><script>window.hacked = 1</script>');
  });

  it('get no picture from an address that is not allowed', async () => {
    const room = await RoomHarness.joined({
      people: [
        { identity: 'a', avatarUrl: 'javascript:alert(1)' },
        { identity: 'b', avatarUrl: 'http://cdn.example/tracker.png' },
        { identity: 'c', avatarUrl: 'https://127.0.0.1:1/never.png' },
      ],
    });
    expect(
      room
        .tiles()
        .map(({ picture }) => picture)
        .slice(0, 3),
    ).to.deep.equal([null, null, 'https://127.0.0.1:1/never.png']);
    expect(room.tiles()[2]?.initials).to.equal('C');
  });
});

describe('the grid', () => {
  const rows = (room: RoomHarness) => new Set(room.tiles().map(({ box }) => Math.round(box.top))).size;
  const people = ['ada', 'linus', 'grace', 'mika', 'zoe', 'nur', 'priya'].map((identity) => ({ identity }));

  it('shows all tiles inside the room, in equal sizes', async () => {
    const room = await RoomHarness.joined({ people, width: 935, height: 520 });
    await until(() => rows(room) === 2, 'two rows');
    const frame = room.element.getBoundingClientRect();
    const sizes = new Set(
      room.tiles().map(({ box }) => `${Math.round(box.width)}×${Math.round(box.height)}`),
    );
    expect(sizes.size).to.equal(1);
    for (const { box } of room.tiles()) {
      expect(box.left).to.be.at.least(frame.left);
      expect(box.right).to.be.at.most(frame.right);
      expect(box.bottom).to.be.at.most(room.button('Leave').box.top);
    }
  });

  it('runs from right to left where the page does', async () => {
    const room = await RoomHarness.joined({ people, attributes: { dir: 'rtl' } });
    const [first, second] = room.tiles();
    expect(first && second && first.box.left > second.box.left).to.equal(true);
    expect(room.button('Mute').box.left).to.be.greaterThan(room.button('Leave').box.left);
  });

  it('is a list of rows where it is narrow, with all three controls', async () => {
    const room = await RoomHarness.joined({ people, width: 260, height: 480 });
    expect(rows(room)).to.equal(8);
    for (const name of ['Mute', 'Deafen', 'Leave']) {
      const { box } = room.button(name);
      expect(box.width).to.be.at.least(44);
      expect(box.right).to.be.at.most(room.element.getBoundingClientRect().right);
    }
  });

  it('follows the room when that becomes smaller', async () => {
    const room = await RoomHarness.joined({ people });
    const before = room.tiles()[0]?.box.width ?? 0;
    room.element.style.setProperty('width', '560px');
    await until(() => (room.tiles()[0]?.box.width ?? before) < before, 'smaller tiles');
    expect(room.tiles().every(({ box }) => box.right <= room.element.getBoundingClientRect().right)).to.equal(
      true,
    );
  });

  it('lets tiles glide when people come and go, and only then', async () => {
    const room = await RoomHarness.joined({ people });
    await until(() => room.gliding() === 0, 'the tiles to stand');
    room.transport.current.put({ identity: 'ada', muted: true });
    await until(() => room.tiles()[0]?.aloud === ', muted', 'the mark');
    expect(room.gliding()).to.equal(0);
    room.transport.current.remove('ada');
    await until(() => room.tiles().length === 7, 'Ada to go');
    expect(room.gliding()).to.be.greaterThan(3);
    await until(() => room.gliding() === 0, 'the tiles to stand');
  });

  it('scrolls in a crowd, and stays inside the room', async () => {
    const crowd = Array.from({ length: 99 }, (_, index) => ({ identity: `person-${index}` }));
    const room = await RoomHarness.joined({ people: crowd });
    const frame = room.element.getBoundingClientRect();
    expect(room.tiles()).to.have.length(100);
    expect(room.tiles()[0]?.box.width).to.be.at.least(110);
    expect(room.button('Leave').box.bottom).to.be.at.most(frame.bottom);
  });
});
