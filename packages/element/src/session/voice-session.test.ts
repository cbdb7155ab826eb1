// The session as a host sees it, on the scripted medium, which keeps the same contract as LiveKit.

import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import type { CredentialRequest } from '../model/credentials.ts';
import { voiceError, VoiceFailure, type VoiceErrorCode } from '../model/error.ts';
import type { VoiceSnapshot } from '../model/snapshot.ts';
import { ScriptedAudio } from '../testing/scripted-audio.ts';
import { ScriptedTransport } from '../testing/scripted-transport.ts';
import { encodeState, STATE_TOPIC } from './peer-state.ts';
import { VoiceSession, type VoiceSessionOptions } from './voice-session.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

const sessions: VoiceSession[] = [];
afterEach(async () => {
  mock.timers.reset();
  await Promise.all(sessions.splice(0).map((session) => session.dispose()));
});

function stage(options: Partial<VoiceSessionOptions> = {}) {
  const transport = new ScriptedTransport();
  const audio = new ScriptedAudio();
  const page = new EventTarget();
  const requests: CredentialRequest[] = [];
  const refusals: VoiceErrorCode[] = [];
  const session = new VoiceSession({
    transport: () => Promise.resolve(transport),
    audio: () => Promise.resolve(audio),
    credentials: (request) => {
      requests.push(request);
      const code = refusals.shift();
      if (code) return Promise.reject(new VoiceFailure(voiceError(code, 'as the script says')));
      return Promise.resolve({ serverUrl: 'ws://script', participantToken: 'ticket', channelName: 'Named' });
    },
    channelId: 'general',
    page,
    ...options,
  });
  sessions.push(session);
  const seen: VoiceSnapshot[] = [];
  session.subscribe((after) => seen.push(after), { signal: new AbortController().signal });
  return { session, transport, audio, page, requests, refusals, seen };
}

async function inCall(options: Partial<VoiceSessionOptions> = {}) {
  const staged = stage(options);
  await staged.session.join();
  await settle();
  return staged;
}

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'it resolved',
    (thrown: unknown) => thrown,
  );

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

describe('muting', () => {
  it('shuts the gate before anything else is asked, and shows it when the room says so', async () => {
    const { session, audio, transport } = await inCall();
    const answer = transport.current.hold();
    session.setMuted(true);
    assert.equal(audio.microphone.open, false);
    await settle();
    assert.deepEqual(
      [session.snapshot.self?.microphone, session.snapshot.self?.muted],
      ['turning-off', false],
    );
    answer();
    await settle();
    assert.deepEqual([session.snapshot.self?.microphone, session.snapshot.self?.muted], ['off', true]);
    assert.equal(transport.current.view().local.muted, true);
  });

  it('off again opens the gate only when the room says so', async () => {
    const { session, audio } = await inCall();
    session.setMuted(true);
    await settle();
    session.setMuted(false);
    assert.equal(audio.microphone.open, false);
    await settle();
    assert.equal(audio.microphone.open, true);
  });

  it('by a moderator shuts the gate and becomes one’s own state', async () => {
    const { session, audio, transport } = await inCall();
    transport.current.setLocal({ muted: true });
    assert.equal(audio.microphone.open, false);
    await settle();
    assert.deepEqual([session.snapshot.self?.muted, session.snapshot.self?.microphone], [true, 'off']);
  });

  it('undone by the room, against one’s will, stays silent and is done again', async () => {
    const { session, audio, transport } = await inCall();
    session.setMuted(true);
    await settle();
    transport.current.setLocal({ muted: false });
    assert.equal(audio.microphone.open, false);
    await settle();
    assert.equal(transport.current.view().local.muted, true);
  });

  it('while the microphone is turning on wins', async () => {
    const { session, audio } = stage();
    const joining = session.join();
    session.toggleMuted();
    await joining;
    await settle();
    assert.equal(session.snapshot.self?.muted, true);
    assert.ok(audio.microphones.every((microphone) => !microphone.open));
  });

  it('with an audio context that sleeps is silence, and the screen says so', async () => {
    const { session, audio } = await inCall();
    audio.microphone.setAwake(false);
    assert.equal(audio.microphone.open, false);
    await settle();
    assert.equal(session.snapshot.self?.transmitting, false);
    assert.equal(session.snapshot.self.microphoneError?.code, 'microphone-interrupted');
    audio.microphone.setAwake(true);
    await settle();
    assert.equal(session.snapshot.self.transmitting, true);
  });
});

describe('deafening', () => {
  it('silences the others and mutes oneself, and is told to everybody', async () => {
    const { session, audio, transport } = await inCall();
    transport.current.put({ identity: 'ada' });
    session.setDeafened(true);
    await settle();
    assert.equal(audio.playback.deafened, true);
    assert.equal(audio.microphone.open, false);
    assert.deepEqual(transport.current.sent.at(-1), {
      topic: STATE_TOPIC,
      text: '{"deafened":true}',
      to: ['ada'],
    });
  });

  it('is told to a newcomer', async () => {
    const { session, transport } = await inCall();
    session.setDeafened(true);
    transport.current.put({ identity: 'late' });
    await settle();
    assert.deepEqual(transport.current.sent.at(-1)?.to, ['late']);
  });

  it('of somebody else is shown, and only for the one who says it', async () => {
    const { session, transport } = await inCall();
    transport.current.put({ identity: 'ada' });
    transport.current.put({ identity: 'bob' });
    transport.current.message(STATE_TOPIC, encodeState(true), 'stay-ada');
    await settle();
    assert.deepEqual(
      session.snapshot.participants.map(({ identity, deafened }) => [identity, deafened]),
      [
        ['ada', true],
        ['bob', false],
      ],
    );
  });
});

describe('a microphone that does not work', () => {
  const codes: VoiceErrorCode[] = [
    'microphone-denied',
    'microphone-missing',
    'microphone-busy',
    'insecure-context',
  ];
  for (const code of codes) {
    it(`leaves the person listening: ${code}`, async () => {
      const staged = stage();
      staged.audio.failNext(code);
      await staged.session.join();
      await settle();
      const { self, phase } = staged.session.snapshot;
      assert.deepEqual(
        [phase.name, self?.microphone, self?.microphoneError?.code, self?.muted],
        ['connected', 'unavailable', code, true],
      );
    });
  }

  it('is asked for again when the person unmutes', async () => {
    const { session, audio } = stage();
    audio.failNext('microphone-denied');
    await session.join();
    await settle();
    session.toggleMuted();
    await settle();
    assert.equal(session.snapshot.self?.microphone, 'on');
  });

  it('is taken out of the room when it is unplugged', async () => {
    const { session, audio, transport } = await inCall();
    audio.microphone.listener.ended();
    await settle();
    assert.equal(transport.current.view().local.published, false);
    assert.equal(session.snapshot.self?.microphoneError?.code, 'microphone-missing');
  });

  it('is never asked for where the person may only listen', async () => {
    const staged = stage();
    staged.transport.local = { canPublishMicrophone: false };
    await staged.session.join();
    await settle();
    assert.equal(staged.session.snapshot.self?.microphone, 'not-permitted');
    assert.equal(staged.session.snapshot.role, 'listener');
    assert.ok(staged.audio.microphones.every((microphone) => microphone.closed));
  });
});

describe('people', () => {
  it('who did not change stay the same objects', async () => {
    const { session, transport } = await inCall();
    transport.current.put({ identity: 'ada' });
    transport.current.put({ identity: 'bob' });
    await settle();
    const [ada] = session.snapshot.participants;
    transport.current.put({ identity: 'bob', muted: true });
    await settle();
    assert.equal(session.snapshot.participants[0], ada);
    assert.equal(session.snapshot.participants[1]?.muted, true);
  });

  it('come and go in one snapshot a microtask', async () => {
    const { transport, seen } = await inCall();
    const before = seen.length;
    for (const identity of ['a', 'b', 'c']) transport.current.put({ identity });
    await settle();
    assert.equal(seen.length, before + 1);
  });

  it('are shown as speaking by how loud they are, and not while they are muted', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    try {
      const { session, transport } = await inCall();
      transport.current.put({ identity: 'ada' });
      transport.current.loudness.set('ada', 0.2);
      mock.timers.tick(60);
      await settle();
      assert.equal(session.snapshot.participants[0]?.speaking, true);
      assert.ok(session.level('ada') > 0.1);
      transport.current.put({ identity: 'ada', muted: true });
      await settle();
      assert.equal(session.snapshot.participants[0]?.speaking, false);
    } finally {
      mock.timers.reset();
    }
  });

  it('keep the volume that was set for them, within its range', async () => {
    const { session, audio, transport } = await inCall();
    transport.current.put({ identity: 'ada' });
    session.setParticipantVolume('ada', 3);
    await settle();
    assert.equal(session.snapshot.participants[0]?.volume, 2);
    assert.equal(audio.playback.volumes.get('ada'), 2);
    session.setParticipantVolume('ada', Number.NaN);
    assert.equal(audio.playback.volumes.get('ada'), 1);
  });
});

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

describe('blocked playback', () => {
  it('is shown until a gesture starts it', async () => {
    const { session, audio } = await inCall();
    audio.playback.setBlocked(true);
    await settle();
    assert.equal(session.snapshot.playback, 'blocked');
    await session.startPlayback();
    await settle();
    assert.equal(session.snapshot.playback, 'allowed');
  });
});
