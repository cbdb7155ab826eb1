// Every failure that a person can meet, brought about for real, with what the screen says of it.

import assert from 'node:assert/strict';
import { after, afterEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { FAKE_MICROPHONE, launchChromium, openPage, personAt } from '../stage/chromium.ts';
import { eventually } from '../stage/eventually.ts';
import type { Person } from '../stage/person.ts';
import { startStage, type Stage, type StageOptions } from '../stage/stage.ts';

const ends: (() => Promise<void>)[] = [];
const atTheEnd: (() => Promise<void>)[] = [];

const all = async (list: (() => Promise<void>)[]) => {
  for (const end of list.splice(0).reverse()) await end().catch(() => undefined);
};
afterEach(() => all(ends));
after(() => all(atTheEnd));

async function stageWith(options: StageOptions = {}): Promise<Stage> {
  const stage = await startStage({ ...options, serverEnv: { CHANNEL_ACCESS: 'all', ...options.serverEnv } });
  ends.push(() => stage.stop());
  return stage;
}

let usual: Promise<Stage> | undefined;
/** One stage for all that nobody breaks. */
function usualStage(): Promise<Stage> {
  usual ??= startStage({ serverEnv: { CHANNEL_ACCESS: 'all' } }).then((stage) => {
    atTheEnd.push(() => stage.stop());
    return stage;
  });
  return usual;
}

const browsers = new Map<string, Promise<Browser>>();
function browserWith(args: readonly string[] = FAKE_MICROPHONE): Promise<Browser> {
  const key = args.join(' ');
  let browser = browsers.get(key);
  if (!browser) {
    browser = launchChromium(args).then((launched) => {
      atTheEnd.push(() => launched.close());
      return launched;
    });
    browsers.set(key, browser);
  }
  return browser;
}

interface Visit {
  readonly settings?: Record<string, string>;
  readonly args?: readonly string[];
  readonly hostname?: string;
}

async function visit(stage: Stage, identity: string, options: Visit = {}): Promise<Person> {
  const browser = await browserWith(options.args);
  const settings = { channel: 'general', 'who.identity': identity, ...options.settings };
  const page = await openPage(browser, stage.url(settings, options.hostname));
  const person = personAt(page, identity);
  ends.push(() => person.close());
  return person;
}

/** What the person reads, all of it. */
const screen = (person: Person): Promise<string> =>
  person.evaluate(() => {
    const read = (node: Node): string =>
      node instanceof HTMLStyleElement
        ? ''
        : node instanceof Text
          ? node.data
          : [...node.childNodes].map(read).join(' ');
    return read(window.room.shadowRoot ?? window.room).replace(/\s+/g, ' ');
  });

const hasButton = (person: Person, name: string): Promise<boolean> =>
  person.evaluate(
    (label: string) =>
      [...(window.room.shadowRoot?.querySelectorAll('button') ?? [])].some((button) =>
        (button.getAttribute('aria-label') ?? button.textContent ?? '').includes(label),
      ),
    name,
  );

/** Nothing may be left of a call that failed. */
const assertSilent = async (person: Person): Promise<void> => {
  assert.deepEqual(await person.evaluate(() => [window.liveCaptures(), window.openConnections()]), [0, 0]);
};

describe('a join that does not succeed', () => {
  it('because the token server is away says so, and works when it is back', async () => {
    const stage = await stageWith();
    // The script comes from the token server, so that goes away only after the page has it.
    const ada = await visit(stage, 'ada', { settings: { mount: 'later' } });
    await eventually(() =>
      ada.evaluate(async () => {
        if (!customElements.get('voice-room')) throw new Error('the script is not there yet');
      }),
    );
    await stage.tokenServer.kill();
    await ada.evaluate(() => {
      document.body.append(window.room);
    });
    assert.equal(await ada.untilFailed(), 'token-unreachable');
    const { phase } = await ada.snapshot();
    assert.match(phase.name === 'failed' ? phase.error.message : '', /^Failed to get LiveKit token/);
    await assertSilent(ada);
    await stage.tokenServer.restart();
    await ada.press(/try again/i);
    await ada.untilPhase('connected');
  });

  it('because the host’s token is not accepted (401) says so', async () => {
    const ada = await visit(await usualStage(), 'ada', { settings: { token: 'eyJhbGciOiJub25lIn0.e30.' } });
    assert.equal(await ada.untilFailed(), 'token-refused');
    await assertSilent(ada);
  });

  it('because the channel is not open to the person (403) says so', async () => {
    const stage = await stageWith({ serverEnv: { CHANNEL_ACCESS: 'claims' } });
    const voice = JSON.stringify({ channels: ['general'] });
    const ada = await visit(stage, 'ada', { settings: { channel: 'board', 'who.voice': voice } });
    assert.equal(await ada.untilFailed(), 'channel-forbidden');
    await assertSilent(ada);
    // The channel that is open lets the person in, on the same element.
    await ada.evaluate(() => {
      window.room.setAttribute('channel-id', 'general');
    });
    await ada.untilPhase('connected');
  });

  it('because too many were asked for (429) says so', async () => {
    const stage = await stageWith({ serverEnv: { RATE_LIMIT_SUBJECT: '1/60' } });
    const first = await visit(stage, 'ada', { settings: { channel: 'one' } });
    await first.untilPhase('connected');
    const second = await visit(stage, 'ada', { settings: { channel: 'two' } });
    assert.equal(await second.untilFailed(), 'token-rate-limited');
  });

  it('because the LiveKit address is wrong says so', async () => {
    const stage = await stageWith({ publicLiveKitUrl: 'ws://127.0.0.1:1' });
    const ada = await visit(stage, 'ada');
    assert.equal(await ada.untilFailed(30_000), 'connection-failed');
    assert.ok(await hasButton(ada, 'Try again'));
    await assertSilent(ada);
  });

  it('because LiveKit is away says so, and works when it is back', async () => {
    const stage = await stageWith();
    await stage.livekit.kill();
    const ada = await visit(stage, 'ada');
    assert.equal(await ada.untilFailed(30_000), 'connection-failed');
    await stage.livekit.restart();
    await ada.press(/try again/i);
    await ada.untilPhase('connected');
  });

  it('because the room is full says so', async () => {
    const stage = await stageWith({ livekit: { room: { max_participants: 1 } } });
    const ada = await visit(stage, 'ada');
    await ada.untilPhase('connected');
    const bob = await visit(stage, 'bob');
    // Within the second in which the token server remembers the room as empty, LiveKit itself refuses, and does not say why.
    await eventually(async () => {
      if ((await bob.untilFailed()) === 'room-full') return;
      await bob.press(/try again/i);
      throw new Error('the token server has not seen yet that the room is full');
    });
    await ada.press('Leave');
    await ada.untilPhase('ended');
    await eventually(async () => assert.deepEqual(await stage.people('general'), []));
    // The token server looks a room up at most once a second.
    await eventually(async () => {
      await bob.press(/try again/i);
      await bob.untilPhase('connected', 1000);
    });
  });

  it('because the browser has no WebRTC says so', async () => {
    const stage = await usualStage();
    const browser = await browserWith();
    const context = await browser.newContext();
    ends.push(() => context.close());
    await context.addInitScript('delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection;');
    const page = await context.newPage();
    // The measuring script needs what this browser does not have.
    await page.route('**/measure-sound.js', (route) =>
      route.fulfill({ body: '', contentType: 'text/javascript' }),
    );
    await page.goto(stage.url({ channel: 'general', 'who.identity': 'ada' }));
    assert.equal(await personAt(page, 'ada').untilFailed(), 'unsupported-browser');
  });
});

describe('a call that ends', () => {
  it('because a moderator removed the person says so, and the person does not come back by itself', async () => {
    const stage = await usualStage();
    const ada = await visit(stage, 'ada', { settings: { channel: 'removed' } });
    await ada.untilTalking();
    await stage.remove('removed', 'ada');
    assert.equal(await ada.untilFailed(), 'removed');
    await assertSilent(ada);
    assert.deepEqual(await stage.people('removed'), []);
  });

  it('because the person joined elsewhere says so, and can be brought back', async () => {
    const stage = await usualStage();
    const ada = await visit(stage, 'ada', { settings: { channel: 'twice' } });
    await ada.untilTalking();
    const again = await visit(stage, 'ada', { settings: { channel: 'twice' } });
    await again.untilTalking();
    assert.equal(await ada.untilFailed(), 'joined-elsewhere');
    await assertSilent(ada);
    await ada.press(/bring it back here/i);
    await ada.untilTalking();
    assert.equal(await again.untilFailed(), 'joined-elsewhere');
  });

  it('because the channel was closed is no failure, and can be joined anew', async () => {
    const stage = await usualStage();
    const ada = await visit(stage, 'ada', { settings: { channel: 'closing' } });
    await ada.untilTalking();
    await stage.closeChannel('closing');
    const { phase } = await ada.untilPhase('ended');
    assert.deepEqual(phase, { name: 'ended', reason: 'channel-closed' });
    await assertSilent(ada);
  });

  it('because LiveKit died is reconnecting, says since when, and is mended when LiveKit is back', async () => {
    const stage = await stageWith();
    const ada = await visit(stage, 'ada');
    const bob = await visit(stage, 'bob');
    await Promise.all([ada.untilTalking(), bob.untilTalking()]);
    await stage.livekit.kill();
    await ada.untilPhase('reconnecting', 30_000);
    assert.match(await screen(ada), /Reconnecting/);
    assert.equal((await ada.snapshot()).self?.transmitting, false);
    await stage.livekit.restart();
    await ada.untilPhase('connected', 60_000);
    await bob.untilPhase('connected', 60_000);
    await ada.untilSees('bob', { muted: false }, 30_000);
    await ada.untilHears(20_000);
  });

  it('by a moderator’s mute is no end: the person is muted, says so, and can unmute', async () => {
    const stage = await usualStage();
    const ada = await visit(stage, 'ada', { settings: { channel: 'moderated' } });
    await ada.untilTalking();
    await stage.mute('moderated', 'ada');
    await eventually(async () => {
      const { self } = await ada.snapshot();
      assert.deepEqual([self?.muted, self?.microphone, self?.transmitting], [true, 'off', false]);
    });
    await ada.press('Mute');
    await ada.untilTalking();
  });
});

describe('a microphone that does not work leaves the person listening', () => {
  async function listens(person: Person, code: string): Promise<void> {
    await person.untilPhase('connected');
    await eventually(async () => {
      const { self } = await person.snapshot();
      assert.deepEqual(
        [self?.microphone, self?.microphoneError?.code, self?.muted],
        ['unavailable', code, true],
      );
    });
    assert.ok((await person.evaluate(() => window.events.map(({ code: of }) => of))).includes(code));
  }

  it('denied', async () => {
    const ada = await visit(await usualStage(), 'ada', {
      settings: { channel: 'denied' },
      args: ['--use-fake-device-for-media-stream', '--deny-permission-prompts'],
    });
    await listens(ada, 'microphone-denied');
    const bob = await visit(await usualStage(), 'bob', { settings: { channel: 'denied' } });
    await bob.untilTalking();
    await ada.untilSees('bob', { muted: false });
  });

  it('missing', async () => {
    const ada = await visit(await usualStage(), 'ada', {
      settings: { channel: 'missing' },
      args: ['--use-fake-ui-for-media-stream', '--disable-audio-input'],
    });
    await listens(ada, 'microphone-missing');
  });

  it('busy', async () => {
    const stage = await usualStage();
    const browser = await browserWith();
    const context = await browser.newContext();
    ends.push(() => context.close());
    // No other program can hold a fake microphone: the browser's own answer for that is given in its place.
    await context.addInitScript(() => {
      const media = navigator.mediaDevices;
      const original = media.getUserMedia.bind(media);
      let first = true;
      media.getUserMedia = (constraints) => {
        if (!first) return original(constraints);
        first = false;
        return Promise.reject(new DOMException('Could not start audio source', 'NotReadableError'));
      };
    });
    const page = await context.newPage();
    await page.goto(stage.url({ channel: 'busy', 'who.identity': 'ada' }));
    const ada = personAt(page, 'ada');
    await listens(ada, 'microphone-busy');
    await ada.press(/try again/i);
    await ada.untilTalking();
  });

  it('in an insecure context', async () => {
    const ada = await visit(await usualStage(), 'ada', {
      settings: { channel: 'insecure' },
      args: [
        ...FAKE_MICROPHONE,
        '--host-resolver-rules=MAP insecure.test 127.0.0.1',
        '--disable-features=LocalNetworkAccessChecks',
      ],
      hostname: 'insecure.test',
    });
    await listens(ada, 'insecure-context');
  });

  it('blocked by the page’s own policy', async () => {
    const stage = await stageWith({ headers: { 'Permissions-Policy': 'microphone=()' } });
    const ada = await visit(stage, 'ada');
    await listens(ada, 'microphone-blocked-by-page');
    const hint = await ada.evaluate(() => window.room.snapshot.self?.microphoneError?.hint);
    assert.match(hint ?? '', /Permissions-Policy: microphone=\(self\)/);
  });
});

describe('a page without a channel or without credentials', () => {
  it('that names no channel says so, and goes on when it names one', async () => {
    const stage = await usualStage();
    const browser = await browserWith();
    const page = await openPage(browser, stage.url({ 'who.identity': 'ada' }));
    ends.push(() => page.context().close());
    const ada = personAt(page, 'ada');
    assert.equal(await ada.untilFailed(), 'invalid-configuration');
    await ada.evaluate(() => {
      window.room.setAttribute('channel-id', 'named-late');
    });
    await ada.untilPhase('connected');
  });

  it('that gives no credentials waits, sends nothing, and goes on when it gives some', async () => {
    const stage = await usualStage();
    const browser = await browserWith();
    const context = await browser.newContext();
    ends.push(() => context.close());
    const page = await context.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const warned = page.waitForEvent('console', { predicate: (message) => message.type() === 'warning' });
    await page.goto(stage.url({ channel: 'waiting', token: 'none' }));
    const ada = personAt(page, 'ada');
    await eventually(async () => {
      assert.deepEqual((await ada.snapshot()).phase, { name: 'idle', waitingFor: 'auth' });
    });
    await warned;
    assert.deepEqual(
      requests.filter((url) => url.includes('/api/')),
      [],
    );
    await ada.evaluate(() => {
      window.room.getAuthToken = async () => (await fetch('/host-token?who.identity=ada')).text();
    });
    await ada.untilTalking();
  });
});
