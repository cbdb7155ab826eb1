// How one's own microphone comes back: after an interruption, a pulled device, a permission that was taken; never hot.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { inCall, settle, stage, strike, type SessionStage } from '../testing/session-stage.ts';

afterEach(strike);

const own = ({ session }: SessionStage) => {
  const { self } = session.snapshot;
  return [self?.microphone, self?.microphoneError?.code ?? null];
};

describe('an interrupted microphone', () => {
  it('is heard again by itself when it wakes', async () => {
    const staged = await inCall();
    staged.audio.microphone.setAwake(false);
    await settle();
    assert.equal(staged.session.snapshot.self?.microphoneError?.code, 'microphone-interrupted');
    staged.audio.microphone.setAwake(true);
    await settle();
    assert.deepEqual(own(staged), ['on', null]);
    assert.equal(staged.audio.microphones.length, 1);
  });

  it('that never wakes is closed and taken anew on request', async () => {
    const staged = await inCall();
    const dead = staged.audio.microphone;
    dead.setAwake(false);
    staged.session.retryMicrophone();
    await settle();
    assert.equal(dead.closed, true);
    assert.equal(staged.audio.microphones.length, 2);
    assert.deepEqual([staged.audio.microphone.open, own(staged)], [true, ['on', null]]);
  });

  it('stays silent after the request where the person muted meanwhile', async () => {
    const staged = await inCall();
    staged.audio.microphone.setAwake(false);
    staged.session.setMuted(true);
    await settle();
    staged.session.retryMicrophone();
    await settle();
    assert.equal(staged.audio.microphones.length, 1);
    assert.deepEqual(own(staged), ['off', null]);
    assert.equal(staged.session.snapshot.self?.muted, true);
    staged.session.setMuted(false);
    await settle();
    assert.deepEqual([staged.audio.microphone.open, own(staged)], [true, ['on', null]]);
  });

  it('muted while it is taken anew is shut', async () => {
    const staged = await inCall();
    staged.audio.microphone.setAwake(false);
    const answer = staged.audio.hold();
    staged.session.retryMicrophone();
    await settle();
    staged.session.setMuted(true);
    answer();
    await settle();
    assert.equal(staged.audio.microphone.open, false);
    assert.equal(staged.session.snapshot.self?.muted, true);
  });

  it('that works is left alone by a request', async () => {
    const { session, audio } = await inCall();
    session.retryMicrophone();
    await settle();
    assert.equal(audio.microphones.length, 1);
    assert.equal(audio.microphone.open, true);
  });

  it('is not shown as heard where it cannot be taken anew', async () => {
    const staged = await inCall();
    staged.audio.failNext('microphone-busy');
    staged.audio.microphone.setAwake(false);
    staged.session.retryMicrophone();
    await settle();
    assert.deepEqual(own(staged), ['unavailable', 'microphone-busy']);
    assert.equal(staged.session.snapshot.self?.muted, true);
    assert.equal(staged.transport.current.view().local.published, false);
  });
});

describe('a microphone that is gone', () => {
  it('comes back by itself with its device', async () => {
    const staged = await inCall();
    staged.audio.microphone.listener.ended();
    await settle();
    assert.deepEqual(own(staged), ['unavailable', 'microphone-missing']);
    staged.audio.changeAccess('device');
    await settle();
    assert.deepEqual([staged.audio.microphone.open, own(staged)], [true, ['on', null]]);
  });

  it('is not opened by its device where the person is muted', async () => {
    const staged = await inCall();
    staged.audio.microphone.listener.ended();
    staged.session.setMuted(true);
    staged.audio.changeAccess('device');
    await settle();
    assert.equal(staged.audio.microphones.length, 1);
    assert.deepEqual(own(staged), ['off', null]);
  });

  for (const order of ['before', 'after'] as const) {
    it(`reads as denied where the permission was taken back ${order} its end, and returns with it`, async () => {
      const staged = await inCall();
      const { audio } = staged;
      if (order === 'before') audio.changeAccess('refused');
      audio.microphone.listener.ended();
      if (order === 'after') audio.changeAccess('refused');
      await settle();
      assert.deepEqual(own(staged), ['unavailable', 'microphone-denied']);
      audio.changeAccess('device');
      await settle();
      assert.equal(audio.microphones.length, 1);
      audio.changeAccess('allowed');
      await settle();
      assert.deepEqual([audio.microphone.open, own(staged)], [true, ['on', null]]);
    });
  }

  it('reads as missing where the permission was taken back from the one before', async () => {
    const staged = await inCall();
    staged.audio.changeAccess('refused');
    staged.audio.microphone.listener.ended();
    // Allowed for this once: the browser tells of no change.
    staged.session.retryMicrophone();
    await settle();
    staged.audio.microphone.listener.ended();
    await settle();
    assert.deepEqual(own(staged), ['unavailable', 'microphone-missing']);
  });

  it('reads as missing again where the permission had come back before', async () => {
    const staged = await inCall();
    staged.audio.changeAccess('refused');
    staged.audio.changeAccess('allowed');
    staged.audio.microphone.listener.ended();
    await settle();
    assert.deepEqual(own(staged), ['unavailable', 'microphone-missing']);
  });
});

describe('a microphone that was denied', () => {
  it('is taken when the person allows it, without another press', async () => {
    const staged = stage();
    staged.audio.failNext('microphone-denied');
    await staged.session.join();
    await settle();
    staged.audio.changeAccess('allowed');
    await settle();
    assert.deepEqual(own(staged), ['on', null]);
  });

  it('is listened for once in each call, and not outside', async () => {
    const { session, audio } = await inCall();
    assert.equal(audio.watchers, 1);
    await session.leave();
    assert.equal(audio.watchers, 0);
    await session.join();
    await settle();
    assert.equal(audio.watchers, 1);
  });

  it('is not taken after the call', async () => {
    const { session, audio } = await inCall();
    audio.microphone.listener.ended();
    await session.leave();
    audio.changeAccess('device');
    await settle();
    assert.equal(audio.microphones.length, 1);
  });
});
