// What a session does when its connection goes, for a while or for good.

import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import { voiceError } from '../model/error.ts';
import { inCall, settle, strike } from '../testing/session-stage.ts';

afterEach(strike);

describe('an interruption', () => {
  it('of the medium’s own shows as reconnecting, keeps people, and lets no sound out', async () => {
    const { session, transport, audio } = await inCall();
    transport.current.put({ identity: 'ada' });
    await settle();
    transport.current.setState('reconnecting');
    assert.equal(audio.microphone.open, false);
    await settle();
    assert.equal(session.snapshot.phase.name, 'reconnecting');
    assert.equal(session.snapshot.participants.length, 1);
    transport.current.setState('connected');
    await settle();
    assert.equal(session.snapshot.phase.name, 'connected');
    assert.equal(audio.microphone.open, true);
  });

  it('for good is answered by joining again with a new ticket and the same microphone, as often as it takes', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const { session, transport, audio, requests } = await inCall();
      transport.failNext('connection-failed', 'connection-failed', null);
      transport.current.end({ kind: 'lost', error: voiceError('connection-lost', 'cut') });
      for (let tries = 0; tries < 3; tries += 1) {
        await settle();
        assert.equal(session.snapshot.phase.name, 'reconnecting');
        mock.timers.tick(20_000);
      }
      await settle();
      assert.equal(session.snapshot.phase.name, 'connected');
      assert.equal(transport.connections.length, 2);
      assert.equal(audio.microphones.length, 1);
      assert.equal(audio.microphone.open, true);
      assert.deepEqual(
        requests.map((request) => request.force),
        [false, true, true, true],
      );
    } finally {
      mock.timers.reset();
    }
  });

  it('is answered at once when the network is back', async () => {
    const { session, transport, page } = await inCall();
    transport.current.end({ kind: 'lost', error: voiceError('connection-lost', 'cut') });
    await settle();
    page.dispatchEvent(new Event('online'));
    await settle();
    await settle();
    assert.equal(session.snapshot.phase.name, 'connected');
  });

  it('ends in failure where the person is not let in any more', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const { session, transport, audio, refusals } = await inCall();
      refusals.push('channel-forbidden');
      transport.current.end({ kind: 'lost', error: voiceError('connection-lost', 'cut') });
      await settle();
      mock.timers.tick(20_000);
      await settle();
      const { phase } = session.snapshot;
      assert.equal(phase.name === 'failed' && phase.error.code, 'channel-forbidden');
      assert.equal(audio.microphone.closed, true);
    } finally {
      mock.timers.reset();
    }
  });
});

describe('a connection that is gone', () => {
  it('shuts the gate at once and shows it, however long the room takes to close', async () => {
    const { session, transport, audio } = await inCall();
    const closing = Promise.withResolvers<void>();
    transport.current.close = () => closing.promise;
    transport.current.end({ kind: 'lost', error: voiceError('connection-lost', 'cut') });
    assert.equal(audio.microphone.open, false);
    await settle();
    const { name } = session.snapshot.phase;
    closing.resolve();
    assert.equal(name, 'reconnecting');
  });

  it('is answered even where its room cannot be closed', async () => {
    const { session, transport, page } = await inCall();
    transport.current.close = () => Promise.reject(new Error('as the script says'));
    transport.current.end({ kind: 'lost', error: voiceError('connection-lost', 'cut') });
    await settle();
    page.dispatchEvent(new Event('online'));
    await settle();
    await settle();
    assert.equal(session.snapshot.phase.name, 'connected');
  });
});

describe('the end', () => {
  for (const code of ['removed', 'joined-elsewhere'] as const) {
    it(`by "${code}" is a failure, and the microphone is off`, async () => {
      const { session, transport, audio } = await inCall();
      transport.current.end({ kind: 'failed', error: voiceError(code, 'x') });
      await settle();
      const { phase, self, participants } = session.snapshot;
      assert.equal(phase.name === 'failed' && phase.error.code, code);
      assert.deepEqual([self, participants.length, audio.microphone.closed], [null, 0, true]);
    });
  }

  it('by a closed channel is no failure', async () => {
    const { session, transport } = await inCall();
    transport.current.end({ kind: 'channel-closed' });
    await settle();
    assert.deepEqual(session.snapshot.phase, { name: 'ended', reason: 'channel-closed' });
  });

  it('by leaving frees the room, the microphone and the loudspeaker', async () => {
    const { session, transport, audio } = await inCall();
    await session.leave();
    await settle();
    assert.deepEqual(session.snapshot.phase, { name: 'ended', reason: 'left' });
    assert.deepEqual(
      [transport.current.closed, audio.microphone.closed, audio.playback.closed],
      [true, true, true],
    );
  });
});
