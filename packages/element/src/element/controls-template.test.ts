// The buttons as a person and a keyboard meet them.

import { expect } from 'chai';

import { RoomHarness, until } from '../testing/room-harness.ts';

afterEach(() => RoomHarness.clear());

const heard = (room: RoomHarness) =>
  until(() => room.element.snapshot.self?.microphone === 'on', 'the microphone');

describe('the microphone’s button', () => {
  it('keeps its name and tells its state', async () => {
    const room = await RoomHarness.joined();
    await heard(room);
    await room.shown();
    expect(room.button('Mute')).to.include({ pressed: 'false', disabled: false, tip: 'Mute' });
    await room.mute();
    await until(() => room.button('Mute').pressed === 'true', 'the state');
    expect(room.button('Mute').tip).to.equal('Unmute');
    expect(room.transport.current.view().local.muted).to.equal(true);
    await room.mute();
    await heard(room);
  });

  it('is off for a listener, and says why', async () => {
    const room = await RoomHarness.joined({
      before: (element) => {
        element.transport.local = { canPublishMicrophone: false };
      },
    });
    expect(room.button('Mute')).to.include({
      disabled: true,
      tip: 'You can listen in this channel, not speak',
    });
    await room.mute();
    await room.press('Deafen');
    await until(() => room.button('Deafen').pressed === 'true', 'the room to be deafened');
    expect(room.audio.microphones.every(({ closed }) => closed)).to.equal(true);
  });

  it('says that the microphone is awaited when the browser takes its time', async () => {
    const room = await RoomHarness.joined({
      before: (element) => {
        element.audio.openMicrophone = () => new Promise(() => undefined);
      },
    });
    expect(room.notices()).to.deep.equal([]);
    room.element.time.pass(1000);
    await room.shown();
    expect(room.notices()[0]).to.include('asking for your microphone');
  });
});

describe('the controls', () => {
  it('deafen and undeafen', async () => {
    const room = await RoomHarness.joined();
    await heard(room);
    await room.press('Deafen');
    await until(() => room.button('Deafen').pressed === 'true', 'deafened');
    expect(room.button('Mute').pressed).to.equal('true');
    await room.press('Deafen');
    await heard(room);
    await room.shown();
    expect(room.button('Deafen').pressed).to.equal('false');
  });

  it('can stop a join, and nothing else while it lasts', async () => {
    const room = RoomHarness.mount({
      before: (element) => {
        element.transport.hold();
      },
    });
    await room.phase('connecting');
    expect(room.button('Mute').disabled).to.equal(true);
    expect(room.button('Deafen').disabled).to.equal(true);
    await room.press('Leave');
    await room.phase('ended');
  });

  it('are not there outside a call', async () => {
    const room = RoomHarness.mount({ attributes: { lobby: '' } });
    await until(() => room.buttons().length > 0, 'the lobby');
    expect(room.buttons()).to.deep.equal(['Join', 'Join muted']);
  });

  it('fire an ask that the page can cancel, and do nothing then', async () => {
    const room = await RoomHarness.joined();
    await heard(room);
    const asks: string[] = [];
    for (const type of ['voice-mute-request', 'voice-deafen-request', 'voice-leave-request'] as const) {
      room.element.addEventListener(type, (event) => {
        asks.push(event.type);
        event.preventDefault();
      });
    }
    await room.mute();
    await room.press('Deafen');
    await room.press('Leave');
    expect(asks).to.deep.equal(['voice-mute-request', 'voice-deafen-request', 'voice-leave-request']);
    expect(room.element.snapshot.self).to.include({ muted: false, deafened: false, microphone: 'on' });
    expect(room.element.snapshot.phase.name).to.equal('connected');
  });

  it('keep the focus in the room when the focused one goes away', async () => {
    const room = await RoomHarness.joined();
    await room.press('Leave');
    expect(room.focused()).to.equal('Join again');
    await room.press('Join again');
    await room.phase('connected');
    expect(room.focused()).not.to.equal(null);
  });

  it('take the focus from nobody outside the room', async () => {
    const field = document.createElement('input');
    document.body.append(field);
    const room = await RoomHarness.joined();
    field.focus();
    await room.element.leave();
    await room.phase('ended');
    expect(document.activeElement).to.equal(field);
    field.remove();
  });

  it('show a tooltip on focus, which Escape puts away', async () => {
    const room = await RoomHarness.joined();
    room.focus('Deafen');
    await until(() => room.tips().includes('Deafen'), 'the tooltip');
    expect(room.tips()).to.deep.equal(['Deafen']);
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(room.tips()).to.deep.equal([]);
    expect(room.focused()).to.equal('Deafen');
    room.focus('Leave');
    await until(() => room.tips().includes('Leave'), 'the next tooltip');
  });
});
