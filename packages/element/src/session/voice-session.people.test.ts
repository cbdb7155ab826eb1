// Who is there, as the host sees and hears them.

import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import { inCall, settle, strike } from '../testing/session-stage.ts';

afterEach(strike);

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

  type Staged = Awaited<ReturnType<typeof inCall>>;
  const notAsSent: [string, boolean, (staged: Staged) => void][] = [
    ['as measured where they are played as they send', false, () => undefined],
    [
      'by the server’s word while one is deafened',
      true,
      ({ session }) => {
        session.setDeafened(true);
      },
    ],
    [
      'by the server’s word at another volume',
      true,
      ({ session }) => {
        session.setParticipantVolume('ada', 0);
      },
    ],
    [
      'by the server’s word while they are muted for oneself',
      true,
      ({ session }) => {
        session.setParticipantMuted('ada', true);
      },
    ],
    [
      'by the server’s word while all voices are softer',
      true,
      ({ session }) => {
        session.setOutputVolume(0.5);
      },
    ],
    [
      'by the server’s word while sound is blocked',
      true,
      ({ audio }) => {
        audio.playback.setBlocked(true);
      },
    ],
  ];
  for (const [how, expected, act] of notAsSent) {
    it(`are shown as speaking ${how}`, async (test) => {
      const { timers } = test.mock;
      timers.enable({ apis: ['setInterval'] });
      const staged = await inCall();
      const { session, transport } = staged;
      transport.current.put({ identity: 'ada', activeSpeaker: true });
      transport.current.loudness.set('ada', 0);
      act(staged);
      await settle();
      timers.tick(60);
      await settle();
      assert.equal(session.snapshot.participants[0]?.speaking, expected);
    });
  }

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

describe('how loud the others are', () => {
  it('stays for somebody who goes and comes back, and over a reconnection and another join', async () => {
    const { session, audio, transport } = await inCall();
    session.setParticipantVolume('ada', 0.5);
    session.setParticipantMuted('bob', true);
    const put = async () => {
      transport.current.put({ identity: 'ada' });
      transport.current.put({ identity: 'bob' });
      await settle();
    };
    const expectBoth = () => {
      const { participants } = session.snapshot;
      assert.deepEqual(
        participants.map(({ identity, volume, mutedForMe }) => [identity, volume, mutedForMe]),
        [
          ['ada', 0.5, false],
          ['bob', 1, true],
        ],
      );
      assert.deepEqual(
        ['ada', 'bob'].map((identity) => audio.playback.volumes.get(identity)),
        [0.5, 0],
      );
    };
    await put();
    expectBoth();
    transport.current.remove('ada');
    transport.current.remove('bob');
    await settle();
    await put();
    expectBoth();
    transport.current.setState('reconnecting');
    await settle();
    transport.current.setState('connected');
    await settle();
    expectBoth();
    await session.leave();
    await session.join();
    await settle();
    await put();
    assert.equal(audio.playbacks.length, 2);
    expectBoth();
  });

  it('is the volume of each times the volume of all, and nothing for who is muted for oneself', async () => {
    const { session, audio, transport } = await inCall();
    for (const identity of ['ada', 'bob', 'eve']) transport.current.put({ identity });
    session.setParticipantVolume('ada', 2);
    session.setParticipantMuted('bob', true);
    session.setOutputVolume(0.5);
    const heard = () => ['ada', 'bob', 'eve'].map((identity) => audio.playback.volumes.get(identity));
    assert.deepEqual(heard(), [1, 0, 0.5]);
    session.setParticipantMuted('bob', false);
    assert.deepEqual(heard(), [1, 0.5, 0.5]);
    for (const [given, taken] of [
      [7, 1],
      [-1, 0],
      [Number.NaN, 1],
    ] as const) {
      session.setOutputVolume(given);
      assert.equal(session.outputVolume, taken);
    }
    assert.deepEqual(heard(), [2, 1, 1]);
  });

  it('is told to nobody, and changes neither mute nor deafen', async () => {
    const { session, transport } = await inCall();
    transport.current.put({ identity: 'ada' });
    await settle();
    const sent = transport.current.sent.length;
    session.setParticipantMuted('ada', true);
    session.setParticipantVolume('ada', 0);
    await settle();
    const [ada] = session.snapshot.participants;
    assert.deepEqual([ada?.muted, ada?.deafened, ada?.mutedForMe], [false, false, true]);
    assert.equal(transport.current.sent.length, sent);
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
