// Words for every phase and every error code.

import { expect } from 'chai';

import { en } from '../locales/en.ts';
import { voiceError, type CallErrorCode, type MicrophoneErrorCode } from '../model/error.ts';
import { RoomHarness, until } from '../testing/room-harness.ts';

afterEach(() => RoomHarness.clear());

/** Every code, exhaustive by type: a new one does not compile before it stands here. */
const CALL_CODES: Record<CallErrorCode, true> = {
  'token-refused': true,
  'token-unreachable': true,
  'token-rate-limited': true,
  'channel-forbidden': true,
  'connection-failed': true,
  'connection-lost': true,
  'room-full': true,
  removed: true,
  'joined-elsewhere': true,
  'unsupported-browser': true,
  'in-app-browser': true,
  'invalid-configuration': true,
};
const MICROPHONE_CODES: Record<MicrophoneErrorCode, true> = {
  'microphone-denied': true,
  'microphone-blocked-by-page': true,
  'microphone-blocked-by-system': true,
  'microphone-missing': true,
  'microphone-busy': true,
  'microphone-interrupted': true,
  'insecure-context': true,
};

/** What the way back is called where it is no second try. */
const again: Partial<Record<CallErrorCode, string>> = { 'joined-elsewhere': 'Bring it back here' };

const callCodes = Object.keys(CALL_CODES) as CallErrorCode[];
const microphoneCodes = Object.keys(MICROPHONE_CODES) as MicrophoneErrorCode[];

describe('the words for each phase', () => {
  it('while the ticket is awaited', async () => {
    const room = RoomHarness.mount({
      before: (element) => {
        element.tokenSource = () => new Promise(() => undefined);
      },
    });
    await room.phase('authorizing');
    expect(room.status()).to.equal('Joining');
    expect(room.panel()).to.equal(en['wait.authorizing']);
  });

  it('while the room is awaited', async () => {
    const room = RoomHarness.mount({
      before: (element) => {
        element.transport.hold();
      },
    });
    await room.phase('connecting');
    expect(room.status()).to.equal('Connecting');
    expect(room.panel()).to.equal(en['wait.connecting']);
  });

  it('in the room', async () => {
    const room = await RoomHarness.joined({ people: [{ identity: 'ada' }] });
    expect(room.status()).to.equal('Connected');
    expect(room.title()).to.equal('general 2 people');
  });

  it('alone in the room', async () => {
    const room = await RoomHarness.joined({ attributes: { 'channel-name': 'General' } });
    expect(room.title()).to.equal('General 1 person');
    expect(room.empty()).to.include('You are the first here');
  });

  it('on the way back, with the seconds', async () => {
    const room = await RoomHarness.joined({ people: [{ identity: 'ada' }] });
    const { now } = Date;
    Date.now = () => room.element.time.now();
    room.transport.current.setState('reconnecting');
    Date.now = now;
    await room.phase('reconnecting');
    expect(room.status()).to.equal('Reconnecting');
    for (let second = 0; second < 4; second += 1) {
      room.element.time.pass(1000);
      await room.shown();
    }
    expect(room.status()).to.equal('Reconnecting, 4 s');
    expect(room.notices()).to.deep.equal([en['wait.reconnecting']]);
    expect(room.tiles()).to.have.length(2);
    room.transport.current.setState('connected');
    await room.phase('connected');
    expect(room.status()).to.equal('Connected');
  });

  it('after leaving, with a way back', async () => {
    const room = await RoomHarness.joined();
    await room.press('Leave');
    expect(room.panel()).to.include('You left');
    await room.press('Join again');
    await room.phase('connected');
  });

  it('after the channel was closed', async () => {
    const room = await RoomHarness.joined();
    room.transport.current.end({ kind: 'channel-closed' });
    await room.phase('ended');
    expect(room.panel()).to.include('This channel was closed');
  });
});

describe('a failure of the call', () => {
  it('has a text of its own for each code, and a button where trying again may help', async () => {
    const seen = new Set<string>();
    for (const code of callCodes) {
      const room = RoomHarness.mount({
        before: (element) => {
          element.transport.failNext(code);
        },
      });
      await room.phase('failed');
      expect(room.panel(), code).to.include(en[`error.${code}`]).and.to.include(en[`remedy.${code}`]);
      const helps = voiceError(code, '').retryable || code === 'token-refused';
      const buttons = code === 'in-app-browser' ? ['Copy link'] : helps ? [again[code] ?? 'Try again'] : [];
      await until(() => room.buttons().length === buttons.length, `the buttons for ${code}`);
      expect(room.buttons(), code).to.deep.equal(buttons);
      seen.add(room.panel());
      await RoomHarness.clear();
    }
    expect(seen.size).to.equal(callCodes.length);
  });

  it('is gone after a retry that works', async () => {
    const room = RoomHarness.mount({
      before: (element) => {
        element.transport.failNext('connection-failed');
      },
    });
    await room.phase('failed');
    await room.press('Try again');
    await room.phase('connected');
    expect(room.panel()).to.equal('');
  });

  it('that is only another place can be undone', async () => {
    const room = RoomHarness.mount({
      before: (element) => {
        element.transport.failNext('joined-elsewhere');
      },
    });
    await room.phase('failed');
    await room.press('Bring it back here');
    await room.phase('connected');
  });
});

describe('a failure of the microphone', () => {
  it('has a text of its own for each code, and leaves the person listening', async () => {
    const seen = new Set<string>();
    for (const code of microphoneCodes) {
      const room = await RoomHarness.joined({
        people: [{ identity: 'ada' }],
        before: (element) => {
          element.audio.failNext(code);
        },
      });
      await until(() => room.notices().length === 1, `the bar for ${code}`);
      const [notice] = room.notices();
      expect(notice, code).to.include(en[`error.${code}`]).and.to.include(en[`remedy.${code}`]);
      expect(room.element.snapshot.phase.name).to.equal('connected');
      expect(room.button('Mute').pressed).to.equal('true');
      seen.add(notice ?? '');
      await RoomHarness.clear();
    }
    expect(seen.size).to.equal(microphoneCodes.length);
  });

  it('is tried again by its button', async () => {
    const room = await RoomHarness.joined({
      before: (element) => {
        element.audio.failNext('microphone-busy');
      },
    });
    await until(() => room.notices().length === 1, 'the bar');
    expect(room.buttons()).not.to.include('How to fix');
    await room.press('Try again');
    await until(() => room.element.snapshot.self?.microphone === 'on', 'the microphone');
    await room.shown();
    expect(room.notices()).to.deep.equal([]);
  });

  it('that only the site can mend is explained instead', async () => {
    const room = await RoomHarness.joined({
      before: (element) => {
        element.audio.failNext('microphone-blocked-by-page');
      },
    });
    await until(() => room.notices().length === 1, 'the bar');
    expect(room.notices()[0]).not.to.include('Permissions-Policy');
    expect(room.buttons()).not.to.include('Try again');
    await room.press('How to fix');
    expect(room.notices()[0]).to.include('Permissions-Policy');
    await room.press('How to fix');
    expect(room.notices()[0]).not.to.include('Permissions-Policy');
  });
});

describe('sound that the browser keeps off', () => {
  it('has one button, and that button starts it', async () => {
    const room = await RoomHarness.joined({ people: [{ identity: 'ada' }] });
    await until(() => room.audio.playbacks.length === 1, 'the loudspeaker');
    room.audio.playback.setBlocked(true);
    await until(() => room.buttons().includes('Tap to hear the others'), 'the button');
    await room.press('Tap to hear the others');
    await until(() => !room.buttons().includes('Tap to hear the others'), 'the button to go');
    expect(room.audio.playback.blocked).to.equal(false);
  });
});
