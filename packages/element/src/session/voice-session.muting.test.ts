// When sound may leave, and who has a say in it.

import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { VoiceErrorCode } from '../model/error.ts';
import { inCall, settle, stage, strike } from '../testing/session-stage.ts';
import { encodeState, STATE_TOPIC } from './peer-state.ts';

afterEach(strike);

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

describe('changing one’s mind', () => {
  it('while the room still answers is what counts in the end', async () => {
    const { session, audio, transport } = await inCall();
    const answer = transport.current.hold();
    session.setMuted(true);
    await settle();
    session.setMuted(false);
    answer();
    await settle();
    await settle();
    assert.deepEqual([session.snapshot.self?.muted, session.snapshot.self?.microphone], [false, 'on']);
    assert.equal(audio.microphone.open, true);
  });

  it('about a microphone that sleeps mutes it, so that it stays silent when it wakes', async () => {
    const { session, audio } = await inCall();
    audio.microphone.setAwake(false);
    await settle();
    session.toggleMuted();
    audio.microphone.setAwake(true);
    await settle();
    assert.equal(session.snapshot.self?.muted, true);
    assert.equal(audio.microphone.open, false);
  });

  it('while the browser asks for the microphone is heard: granted, it stays shut', async () => {
    const { session, audio } = stage();
    const grant = audio.hold();
    await session.join();
    await settle();
    session.setMuted(true);
    grant();
    await settle();
    assert.equal(session.snapshot.self?.muted, true);
    assert.equal(audio.microphone.open, false);
  });

  it('by leaving while the browser asks ends the capture that still comes', async () => {
    const { session, audio } = stage();
    const grant = audio.hold();
    await session.join();
    await settle();
    await session.leave();
    grant();
    await settle();
    assert.ok(audio.microphones.every((microphone) => microphone.closed));
  });

  it('after a muted start turns the microphone on', async () => {
    const { session, audio } = await inCall({ startMuted: true });
    session.setMuted(false);
    await settle();
    assert.equal(session.snapshot.self?.microphone, 'on');
    assert.equal(audio.microphone.open, true);
  });

  it('by unmuting while deafened undeafens', async () => {
    const { session, audio } = await inCall();
    session.setDeafened(true);
    await settle();
    session.setMuted(false);
    await settle();
    assert.deepEqual([session.snapshot.self?.deafened, session.snapshot.self?.muted], [false, false]);
    assert.deepEqual([audio.playback.deafened, audio.microphone.open], [false, true]);
  });
});

describe('a right that is taken back', () => {
  it('shuts the gate at once, even where the room owes an answer, and frees the device', async () => {
    const { session, audio, transport } = await inCall();
    session.setMuted(true);
    await settle();
    const answer = transport.current.hold();
    session.setMuted(false);
    await settle();
    transport.current.setLocal({ muted: false });
    assert.equal(audio.microphone.open, true);
    transport.current.setLocal({ canPublishMicrophone: false });
    assert.equal(audio.microphone.open, false);
    answer();
    await settle();
    assert.equal(session.snapshot.self?.microphone, 'not-permitted');
    assert.equal(audio.microphone.closed, true);
    assert.equal(transport.current.view().local.published, false);
  });

  it('and given again brings a microphone that is really heard', async () => {
    const { session, audio, transport } = await inCall();
    transport.current.setLocal({ canPublishMicrophone: false });
    await settle();
    transport.current.setLocal({ canPublishMicrophone: true });
    await settle();
    assert.equal(session.snapshot.self?.microphone, 'on');
    assert.equal(audio.microphones.length, 2);
    assert.equal(transport.current.track, audio.microphone.track);
  });
});

describe('a microphone that is replaced', () => {
  it('takes the place of the lost one in the room, even where that could not be taken out', async () => {
    const { session, audio, transport } = await inCall();
    transport.current.unpublish = () => Promise.reject(new Error('as the script says'));
    audio.microphone.listener.ended();
    await settle();
    session.setMuted(false);
    await settle();
    assert.equal(audio.microphones.length, 2);
    assert.equal(transport.current.track, audio.microphone.track);
    assert.equal(session.snapshot.self?.transmitting, true);
  });
});
