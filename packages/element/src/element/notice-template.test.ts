// The bars that tell a person of their own microphone, and what their buttons do.

import { expect } from 'chai';

import { RoomHarness, until } from '../testing/room-harness.ts';

afterEach(() => RoomHarness.clear());

describe('a person who talks while muted', () => {
  it('is told so, and is heard after one press; the bar goes at once', async () => {
    const room = await RoomHarness.joined();
    await until(() => room.audio.microphones.length > 0, 'the microphone');
    room.audio.microphone.loudness = 0.1;
    await room.mute();
    expect(room.notices()).to.deep.equal([]);
    await until(() => room.element.snapshot.self?.microphoneHint === 'talking-while-muted', 'the hint');
    await room.shown();
    expect(room.notices().join()).to.contain('You are talking while muted');
    expect(room.sends).to.equal(false);
    await room.press('Unmute');
    await until(() => room.sends, 'an open gate');
    await room.shown();
    expect(room.notices()).to.deep.equal([]);
  });

  it('is left alone while nothing is said', async () => {
    const room = await RoomHarness.joined();
    await until(() => room.audio.microphones.length > 0, 'the microphone');
    room.audio.microphone.loudness = 0.0005;
    await room.mute();
    await new Promise((resolve) => {
      setTimeout(resolve, 1200);
    });
    expect(room.element.snapshot.self?.microphoneHint).to.equal(null);
  });
});
