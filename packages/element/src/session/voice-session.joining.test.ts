// How a session gets into its call, and what keeps it out.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { voiceError } from '../model/error.ts';
import { inCall, rejection, settle, stage, strike } from '../testing/session-stage.ts';

afterEach(strike);

describe('joining', () => {
  it('goes through authorizing and connecting to connected', async () => {
    const { session, seen } = await inCall();
    assert.deepEqual(
      [...new Set(seen.map((snapshot) => snapshot.phase.name))],
      ['authorizing', 'connecting', 'connected'],
    );
    assert.equal(session.snapshot.channelName, 'Named');
    assert.equal(session.snapshot.role, 'speaker');
  });

  it('turns the microphone on, and opens the gate only when the room has it', async () => {
    const { session, audio } = await inCall();
    assert.equal(session.snapshot.self?.microphone, 'on');
    assert.equal(session.snapshot.self.transmitting, true);
    assert.equal(audio.microphone.open, true);
  });

  it('started muted asks for no microphone and is shown as muted', async () => {
    const { session, audio } = await inCall({ startMuted: true });
    assert.equal(audio.microphones.length, 0);
    assert.deepEqual([session.snapshot.self?.muted, session.snapshot.self?.microphone], [true, 'off']);
  });

  it('twice is one join', async () => {
    const { session, transport } = stage();
    await Promise.all([session.join(), session.join()]);
    await session.join();
    assert.equal(transport.connections.length, 1);
  });

  it('rejects with the plain error of what kept it, and shows it', async () => {
    const { session, refusals } = stage();
    refusals.push('token-refused');
    const thrown = await rejection(session.join());
    assert.deepEqual(thrown, voiceError('token-refused', 'as the script says'));
    assert.ok(Object.isFrozen(thrown));
    await settle();
    assert.equal(session.snapshot.phase.name, 'failed');
  });

  it('without a source of credentials says that the page is not configured', async () => {
    const { session } = stage({ credentials: null });
    assert.equal(((await rejection(session.join())) as { code: string }).code, 'invalid-configuration');
  });

  it('without a channel sends nothing', async () => {
    const { session, requests } = stage({ channelId: '' });
    assert.equal(((await rejection(session.join())) as { code: string }).code, 'invalid-configuration');
    assert.equal(requests.length, 0);
  });

  it('can be tried again after a failure', async () => {
    const { session, transport } = stage();
    transport.failNext('connection-failed');
    await rejection(session.join());
    await session.join();
    await settle();
    assert.equal(session.snapshot.phase.name, 'connected');
  });

  it('that was left while it was under way ends nowhere', async () => {
    const { session, transport, audio } = stage();
    const release = transport.hold();
    const joining = rejection(session.join());
    await settle();
    await session.leave();
    release();
    assert.equal(((await joining) as Error).name, 'AbortError');
    await settle();
    assert.deepEqual(session.snapshot.phase, { name: 'ended', reason: 'left' });
    assert.ok(transport.connections.every((connection) => connection.closed));
    assert.ok(audio.microphones.every((microphone) => microphone.closed));
  });
});

describe('preparing', () => {
  it('fetches a ticket ahead and joins nothing', async () => {
    const { session, transport, requests } = stage();
    await session.prepare();
    assert.equal(requests[0]?.ahead, true);
    assert.equal(transport.prepared.length, 1);
    assert.equal(transport.connections.length, 0);
    assert.equal(session.snapshot.phase.name, 'idle');
  });
});
