// How a person moves from one channel to another.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { inCall, settle, strike } from '../testing/session-stage.ts';

afterEach(strike);

describe('another channel', () => {
  it('is entered with a ticket fetched first and the microphone kept, and nothing said in between is heard', async () => {
    const { session, transport, audio, requests } = await inCall();
    const first = transport.current;
    const release = transport.hold();
    session.setChannel('music');
    assert.equal(audio.microphone.open, false);
    await settle();
    assert.deepEqual(
      requests.map((request) => request.channelId),
      ['general', 'music'],
    );
    assert.equal(first.closed, true);
    assert.equal(session.snapshot.channelId, 'music');
    release();
    await settle();
    await settle();
    assert.equal(session.snapshot.phase.name, 'connected');
    assert.equal(audio.microphones.length, 1);
    assert.equal(audio.microphone.open, true);
  });

  it('that refuses the person leaves them nowhere, least of all in the old one', async () => {
    const { session, transport, refusals } = await inCall();
    const first = transport.current;
    refusals.push('channel-forbidden');
    session.setChannel('secret');
    await settle();
    await settle();
    assert.equal(first.closed, true);
    assert.equal(session.snapshot.phase.name, 'failed');
  });

  it('changed three times in a row ends in the last one', async () => {
    const { session, transport, requests } = await inCall();
    for (const channel of ['a', 'b', 'c']) session.setChannel(channel);
    await settle();
    await settle();
    assert.equal(session.snapshot.channelId, 'c');
    assert.equal(session.snapshot.phase.name, 'connected');
    assert.equal(transport.connections.filter((connection) => !connection.closed).length, 1);
    assert.equal(requests.at(-1)?.channelId, 'c');
    assert.equal(transport.connections.length, 2, 'nobody sees the person walk through a and b');
  });

  it('shows nobody of the old one', async () => {
    const { session, transport } = await inCall();
    transport.current.put({ identity: 'ada' });
    await settle();
    const release = transport.hold();
    session.setChannel('music');
    await settle();
    assert.deepEqual(session.snapshot.participants, []);
    release();
  });
});

describe('a room that owes an answer', () => {
  it('does not keep the microphone out of the next one', async () => {
    const { session, transport, audio } = await inCall();
    transport.current.hold();
    session.setMuted(true);
    await settle();
    session.setMuted(false);
    session.setChannel('music');
    await settle();
    await settle();
    assert.equal(session.snapshot.self?.microphone, 'on');
    assert.equal(transport.current.track, audio.microphone.track);
    assert.equal(audio.microphone.open, true);
  });
});

describe('a channel passed on the way to another', () => {
  it('is not joined, however long the ticket of the last one takes', async () => {
    const last = Promise.withResolvers<void>();
    const asked: string[] = [];
    const { session, transport } = await inCall({
      credentials: async ({ channelId }) => {
        asked.push(channelId);
        if (channelId === 'last') await last.promise;
        return { serverUrl: 'ws://script', participantToken: channelId };
      },
    });
    session.setChannel('passed');
    session.setChannel('last');
    await settle();
    assert.equal(transport.connections.length, 1);
    assert.equal(transport.current.closed, false, 'the first is left when the ticket is there');
    last.resolve();
    await settle();
    await settle();
    assert.deepEqual(asked, ['general', 'passed', 'last']);
    assert.deepEqual(
      transport.connections.map(({ closed }) => closed),
      [true, false],
    );
    assert.equal(session.snapshot.phase.name, 'connected');
  });
});
