// Push-to-talk, push-to-mute and the sensitivity, as the gate obeys them; the mute flag has no part in it.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { inCall, settle, stage, strike } from '../testing/session-stage.ts';

afterEach(strike);

const pushing = async (mode: 'push-to-talk' | 'push-to-mute', releaseDelay = 0) => {
  const staged = await inCall();
  staged.session.setInput({ mode, releaseDelay });
  await settle();
  return staged;
};

describe('push-to-talk', () => {
  it('sends while the key is held and at no other time, and nobody is muted by it', async () => {
    const { session, audio, transport } = await pushing('push-to-talk');
    assert.equal(audio.microphone.open, false);
    session.pressPushKey();
    assert.equal(audio.microphone.open, true);
    await settle();
    assert.deepEqual([session.snapshot.self?.transmitting, session.snapshot.self?.pushKeyHeld], [true, true]);
    session.releasePushKey();
    assert.equal(audio.microphone.open, false);
    await settle();
    assert.deepEqual(
      [session.snapshot.self?.transmitting, session.snapshot.self?.muted, session.snapshot.self?.microphone],
      [false, false, 'on'],
    );
    assert.equal(transport.current.view().local.muted, false);
  });

  it('goes on for the release delay, and a quick second press is not lost', async (t) => {
    const { session, audio } = await pushing('push-to-talk', 300);
    t.mock.timers.enable({ apis: ['setTimeout'] });
    session.pressPushKey();
    session.releasePushKey();
    assert.equal(audio.microphone.open, true);
    t.mock.timers.tick(250);
    session.pressPushKey();
    t.mock.timers.tick(5_000);
    assert.equal(audio.microphone.open, true);
    session.releasePushKey();
    t.mock.timers.tick(300);
    assert.equal(audio.microphone.open, false);
  });

  it('is silent at once where nobody can tell whether the key is down', async () => {
    const { session, audio } = await pushing('push-to-talk', 2_000);
    session.pressPushKey();
    session.releasePushKey('now');
    assert.equal(audio.microphone.open, false);
  });

  it('does not speak for who is muted or deafened', async () => {
    const { session, audio } = await pushing('push-to-talk');
    session.setMuted(true);
    await settle();
    session.pressPushKey();
    assert.equal(audio.microphone.open, false);
    session.setMuted(false);
    await settle();
    assert.equal(audio.microphone.open, true, 'the key is still held');
    session.setDeafened(true);
    assert.equal(audio.microphone.open, false);
  });

  it('lets go of the key when the call is lost, left or moved to another room', async () => {
    const { session, audio, transport } = await pushing('push-to-talk');
    session.pressPushKey();
    transport.current.setState('reconnecting');
    assert.equal(audio.microphone.open, false);
    transport.current.setState('connected');
    await settle();
    assert.equal(audio.microphone.open, false);
    session.pressPushKey();
    session.setChannel('other');
    assert.equal(audio.microphone.open, false);
    await settle();
    await settle();
    assert.deepEqual([session.snapshot.phase.name, session.snapshot.self?.pushKeyHeld], ['connected', false]);
    session.pressPushKey();
    await session.leave();
    await session.join();
    await settle();
    assert.equal(session.snapshot.self?.pushKeyHeld, false);
    assert.equal(audio.microphone.open, false);
  });

  it('hears no key outside a room', async () => {
    const { session, audio } = stage();
    session.setInput({ mode: 'push-to-talk' });
    session.pressPushKey();
    await session.join();
    await settle();
    assert.equal(audio.microphone.open, false);
  });

  it('gives way to another mode, which lets go of the key', async () => {
    const { session, audio } = await pushing('push-to-talk');
    session.pressPushKey();
    session.setInput({ mode: 'push-to-mute' });
    assert.equal(audio.microphone.open, true, 'the key is not held any more');
    session.setInput({ mode: 'voice' });
    assert.equal(audio.microphone.open, true);
    session.pressPushKey();
    await settle();
    assert.equal(session.snapshot.self?.pushKeyHeld, false);
  });
});

describe('push-to-mute', () => {
  it('is silent while the key is held, without muting anybody', async () => {
    const { session, audio, transport } = await pushing('push-to-mute');
    assert.equal(audio.microphone.open, true);
    session.pressPushKey();
    assert.equal(audio.microphone.open, false);
    await settle();
    assert.deepEqual([session.snapshot.self?.muted, session.snapshot.self?.transmitting], [false, false]);
    assert.equal(transport.current.view().local.muted, false);
    session.releasePushKey();
    assert.equal(audio.microphone.open, true);
  });
});

describe('the sensitivity', () => {
  it('reaches every microphone, and its word opens and shuts the gate without a change of the mute flag', async () => {
    const { session, audio, transport } = await inCall();
    session.setInput({ sensitivity: -40 });
    assert.equal(audio.microphone.sensitivity, -40);
    audio.microphone.setVoice('quiet');
    assert.equal(audio.microphone.open, false);
    await settle();
    assert.deepEqual([session.snapshot.self?.muted, session.snapshot.self?.microphone], [false, 'on']);
    audio.microphone.setVoice('loud');
    assert.equal(audio.microphone.open, true);
    assert.equal(transport.current.view().local.muted, false);
    await session.leave();
    await session.join();
    await settle();
    assert.equal(audio.microphones.length, 2);
    assert.equal(audio.microphone.sensitivity, -40);
  });

  it('is never above full scale, and what is no number counts as the least', async () => {
    const { session, audio } = await inCall();
    for (const [asked, given] of [
      [7, 0],
      [-1000, -100],
      [NaN, -100],
      ['automatic', 'automatic'],
      ['off', 'off'],
    ] as const) {
      session.setInput({ sensitivity: asked });
      assert.equal(audio.microphone.sensitivity, given);
    }
  });

  it('is shown with the level in front of the gate', async () => {
    const { session, audio } = await inCall();
    audio.microphone.loudness = 0.1;
    assert.deepEqual(session.inputLevel(), { level: -20, threshold: null });
    session.setInput({ sensitivity: -35 });
    assert.deepEqual(session.inputLevel(), { level: -20, threshold: -35 });
    await session.leave();
    assert.equal(session.inputLevel(), null);
  });
});
