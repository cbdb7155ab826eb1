// When a room joins by itself, and what it waits for.

import { expect } from 'chai';

import { anyTicket, RoomHarness, until } from '../testing/room-harness.ts';
import { VoiceJoinRequestEvent } from './ask-events.ts';

const warnings: string[] = [];
const { warn } = console;

beforeEach(() => {
  warnings.length = 0;
  console.warn = (...words: unknown[]) => {
    warnings.push(words.join(' '));
  };
});

afterEach(async () => {
  console.warn = warn;
  await RoomHarness.clear();
});

describe('a room that is put into a page', () => {
  it('joins once', async () => {
    const room = await RoomHarness.joined();
    room.element.requestUpdate();
    await room.shown();
    expect(room.transport.connections).to.have.length(1);
  });

  it('asks before it joins, and says that it does so by itself', async () => {
    const asks: VoiceJoinRequestEvent[] = [];
    const room = await RoomHarness.joined({
      before: (element) => {
        element.addEventListener('voice-join-request', (event) => {
          if (event instanceof VoiceJoinRequestEvent) asks.push(event);
        });
      },
    });
    expect(asks).to.have.length(1);
    expect(asks[0]).to.include({
      automatic: true,
      muted: false,
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    expect(room.element.snapshot.phase.name).to.equal('connected');
  });

  it('stays out when the ask is canceled, asks no second time, and offers to join', async () => {
    let asks = 0;
    const room = RoomHarness.mount({
      before: (element) => {
        element.addEventListener('voice-join-request', (event) => {
          asks += 1;
          event.preventDefault();
        });
      },
    });
    await until(() => room.buttons().includes('Join'), 'the Join button');
    room.element.requestUpdate();
    await room.shown();
    expect(asks).to.equal(1);
    expect(room.element.snapshot.phase).to.deep.equal({ name: 'idle', waitingFor: 'click' });
    expect(room.transport.connections).to.have.length(0);
  });

  it('joins muted with start-muted', async () => {
    const room = await RoomHarness.joined({ attributes: { 'start-muted': '' } });
    expect(room.element.snapshot.self?.muted).to.equal(true);
    expect(room.audio.microphones).to.have.length(0);
  });

  it('joins deafened, and so muted, with start-deafened', async () => {
    const room = await RoomHarness.joined({ attributes: { 'start-deafened': '' } });
    expect(room.element.snapshot.self).to.include({ muted: true, deafened: true });
  });
});

describe('a room without credentials', () => {
  it('waits, sends nothing, and tells the site owner once after three seconds', async () => {
    const room = RoomHarness.mount({
      before: (element) => {
        element.tokenSource = null;
      },
    });
    await room.shown();
    expect(room.element.snapshot.phase).to.deep.equal({ name: 'idle', waitingFor: 'auth' });
    room.element.time.pass(2999);
    expect(warnings).to.have.length(0);
    room.element.time.pass(1);
    room.element.time.pass(60_000);
    expect(warnings.filter((words) => words.includes('getAuthToken'))).to.have.length(1);
    expect(room.transport.connections).to.have.length(0);
  });

  it('goes on when a source appears, and has nothing to complain of then', async () => {
    const room = RoomHarness.mount({
      before: (element) => {
        element.tokenSource = null;
      },
    });
    await room.shown();
    room.element.tokenSource = anyTicket;
    await room.phase('connected');
    room.element.time.pass(10_000);
    expect(warnings).to.deep.equal([]);
  });

  it('takes somebody who answers voice-token-request as a source, whenever they begin to listen', async () => {
    const room = RoomHarness.mount({
      before: (element) => {
        element.tokenSource = null;
      },
    });
    await room.shown();
    room.element.addEventListener('voice-token-request', (event) => {
      event.respondWith(anyTicket());
    });
    await room.phase('connected');
  });
});

describe('a room with a lobby', () => {
  it('waits for a click and says what the click does to the microphone', async () => {
    const room = RoomHarness.mount({ attributes: { lobby: '' } });
    await until(() => room.buttons().includes('Join'), 'the Join button');
    expect(room.element.snapshot.phase).to.deep.equal({ name: 'idle', waitingFor: 'click' });
    expect(room.panel()).to.include('Your microphone turns on when you join.');
    await room.press('Join');
    await room.phase('connected');
    expect(room.element.snapshot.self?.muted).to.equal(false);
  });

  it('joins muted by the other button, that once', async () => {
    const room = RoomHarness.mount({ attributes: { lobby: '' } });
    await until(() => room.buttons().includes('Join muted'), 'the button');
    await room.press('Join muted');
    await room.phase('connected');
    expect(room.element.snapshot.self?.muted).to.equal(true);
    await room.press('Leave');
    await room.press('Join again');
    await room.phase('connected');
    expect(room.element.snapshot.self?.muted).to.equal(false);
  });

  it('joins by itself when the lobby is taken away', async () => {
    const room = RoomHarness.mount({ attributes: { lobby: '' } });
    await until(() => room.buttons().includes('Join'), 'the Join button');
    room.element.removeAttribute('lobby');
    await room.phase('connected');
  });

  it('with "auto" stays a lobby where nobody has clicked on the page', async () => {
    const room = RoomHarness.mount({ attributes: { lobby: 'auto' } });
    await until(() => room.buttons().includes('Join'), 'the Join button');
    expect(room.transport.connections).to.have.length(0);
  });
});

describe('a lobby that opens by itself', () => {
  let microphone: PermissionState | 'unknown to this browser' = 'granted';

  beforeEach(() => {
    const query = () =>
      microphone === 'unknown to this browser'
        ? Promise.reject(new TypeError('no such permission'))
        : Promise.resolve({ state: microphone });
    Object.defineProperty(navigator, 'userActivation', {
      configurable: true,
      value: { hasBeenActive: true },
    });
    Object.defineProperty(navigator, 'permissions', { configurable: true, value: { query } });
  });

  afterEach(() => {
    Reflect.deleteProperty(navigator, 'userActivation');
    Reflect.deleteProperty(navigator, 'permissions');
  });

  it('does so where the page was clicked and the microphone is granted', async () => {
    microphone = 'granted';
    const room = RoomHarness.mount({ attributes: { lobby: 'auto' } });
    await room.phase('connected');
  });

  it('stays shut where the browser would ask, or says nothing', async () => {
    for (const state of ['prompt', 'denied', 'unknown to this browser'] as const) {
      microphone = state;
      const room = RoomHarness.mount({ attributes: { lobby: 'auto' } });
      await until(
        () => room.element.snapshot.phase.name === 'idle' && room.buttons().includes('Join'),
        'the lobby',
      );
      await room.shown();
      expect(room.element.snapshot.phase, state).to.deep.equal({ name: 'idle', waitingFor: 'click' });
      expect(room.transport.connections).to.have.length(0);
    }
  });
});

describe('a document that nobody looks at', () => {
  let visibility: DocumentVisibilityState = 'hidden';

  beforeEach(() => {
    visibility = 'hidden';
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibility });
  });

  afterEach(() => {
    Reflect.deleteProperty(document, 'visibilityState');
    Reflect.deleteProperty(document, 'prerendering');
  });

  it('makes a room wait until it comes into view', async () => {
    const room = RoomHarness.mount();
    await room.shown();
    expect(room.element.snapshot.phase).to.deep.equal({ name: 'idle', waitingFor: 'visible' });
    expect(room.status()).to.equal('Waiting for you');
    visibility = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    await room.phase('connected');
  });

  it('makes a room wait while it is prerendered', async () => {
    visibility = 'visible';
    Object.defineProperty(document, 'prerendering', { configurable: true, value: true });
    const room = RoomHarness.mount();
    await room.shown();
    expect(room.element.snapshot.phase).to.deep.equal({ name: 'idle', waitingFor: 'visible' });
    Object.defineProperty(document, 'prerendering', { configurable: true, value: false });
    document.dispatchEvent(new Event('prerenderingchange'));
    await room.phase('connected');
  });
});

describe('a room without a channel', () => {
  it('says that it is not set up, and goes on when it is', async () => {
    const room = RoomHarness.mount({
      before: (element) => {
        element.removeAttribute('channel-id');
        element.channelId = '';
      },
    });
    await room.phase('failed');
    expect(room.panel()).to.include('This voice room is not set up yet.');
    room.element.channelId = 'general';
    await room.phase('connected');
  });
});
