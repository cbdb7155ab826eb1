// What the page's own comings and goings do to a call.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { inCall, settle, strike } from '../testing/session-stage.ts';

afterEach(strike);

describe('the page', () => {
  const show = (persisted: boolean) => Object.assign(new Event('pageshow'), { persisted });

  it('that goes away leaves, and frees the microphone', async () => {
    const { transport, audio, page } = await inCall();
    page.dispatchEvent(new Event('pagehide'));
    await settle();
    assert.deepEqual([transport.current.closed, audio.microphone.closed], [true, true]);
  });

  it('that comes back from the cache rejoins, muted as it was', async () => {
    const { session, page, transport } = await inCall();
    session.setMuted(true);
    await settle();
    page.dispatchEvent(new Event('pagehide'));
    await settle();
    page.dispatchEvent(show(true));
    await settle();
    await settle();
    assert.equal(session.snapshot.phase.name, 'connected');
    assert.equal(session.snapshot.self?.muted, true);
    assert.equal(transport.connections.length, 2);
  });

  it('that comes back is muted as it was, whoever asks for the join first', async () => {
    const { session, page, audio, transport } = await inCall();
    session.setMuted(true);
    await settle();
    page.dispatchEvent(new Event('pagehide'));
    session.setStart(false, false);
    await session.join();
    page.dispatchEvent(show(true));
    await settle();
    assert.equal(session.snapshot.self?.muted, true);
    assert.equal(audio.microphones.length, 1);
    assert.equal(transport.connections.length, 2);
  });

  it('that comes back does not join a call that was not there', async () => {
    const { session, page, transport } = await inCall();
    await session.leave();
    page.dispatchEvent(new Event('pagehide'));
    page.dispatchEvent(show(true));
    await settle();
    assert.equal(transport.connections.length, 1);
  });

  it('whose host leaves as it goes away does not join again', async () => {
    const { session, page, transport } = await inCall();
    page.dispatchEvent(new Event('pagehide'));
    await session.leave();
    page.dispatchEvent(show(true));
    await settle();
    assert.deepEqual(session.snapshot.phase, { name: 'ended', reason: 'left' });
    assert.equal(transport.connections.length, 1);
  });
});
