// A newcomer's first minute: a fresh clone, `npm start`, the page that it prints, a second tab, Ctrl-C.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { descendantsOf } from '@voice-room/dev-stack/process/descendants.ts';
import { findFreePorts, isPortFree } from '@voice-room/dev-stack/process/free-ports.ts';
import { isRunning } from '@voice-room/dev-stack/process/is-running.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium, personAt } from '../stage/chromium.ts';
import { eventually } from '../stage/eventually.ts';
import type { Person } from '../stage/person.ts';

/** What an install and a build may take on a slow machine, in milliseconds. */
const PATIENCE = 240_000;

const repository = fileURLToPath(new URL('../../../..', import.meta.url));
const measureSound = fileURLToPath(new URL('../stage/measure-sound.js', import.meta.url));

/** This shell's environment as it was before an npm of this repository ran the tests. */
function newcomersEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?!config_)|^INIT_CWD$|^NODE_TEST_CONTEXT$/.test(name),
  );
  const path = (process.env['PATH'] ?? '').split(delimiter);
  const PATH = path.filter((folder) => !/node_modules.(\.bin|npm)/.test(folder)).join(delimiter);
  return { ...Object.fromEntries(kept), PATH, PUPPETEER_SKIP_DOWNLOAD: '1' };
}

interface Run {
  readonly pid: number;
  readonly output: () => string;
  readonly lastLine: () => string;
  readonly end: Promise<number | null>;
}

let folder = '';
let clone = '';
const runs: Run[] = [];

/** Runs `npm start` in the clone as the leader of a group, as a terminal does. */
function npmStart(...args: string[]): Run {
  const child = spawn('npm', ['start', '--', ...args], {
    cwd: clone,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: newcomersEnvironment(),
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (text += String(piece)));
  const end = new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', reject);
  });
  const lastLine = () => text.trimEnd().split('\n').at(-1) ?? '';
  const run = { pid: child.pid ?? 0, output: () => text, lastLine, end };
  runs.push(run);
  return run;
}

async function untilReady(run: Run): Promise<void> {
  const ended = run.end.then((code) =>
    assert.fail(`ended with ${code} before it was ready:\n${run.output()}`),
  );
  const ready = eventually(() => assert.match(run.lastLine(), /^ready /, run.output()), PATIENCE);
  await Promise.race([ready, ended]);
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-room-clone-'));
  clone = join(folder, 'voice-room');
  execFileSync('git', ['clone', '--quiet', repository, clone]);
});

after(async () => {
  for (const run of runs.filter(({ pid }) => isRunning(pid))) {
    process.kill(-run.pid, 'SIGTERM');
    await run.end;
  }
  await rm(folder, { recursive: true, force: true });
});

describe('npm start in a fresh clone', () => {
  let start: Run;
  let url: string;
  let port: number;
  let browser: Browser;
  let context: BrowserContext;
  let visitor: Person;
  /** Every port that a page talked to. */
  const ports = new Set<number>();

  async function openTab(): Promise<{ page: Page; person: Person }> {
    const page = await context.newPage();
    const note = (address: string): void => void ports.add(Number(new URL(address).port));
    page.on('request', (request) => note(request.url()));
    page.on('websocket', (socket) => note(socket.url()));
    await page.goto(url);
    await page.waitForFunction(() => {
      const room = document.querySelector('voice-room');
      if (room) window.room = room;
      return room !== null;
    });
    return { page, person: personAt(page, 'the visitor') };
  }

  after(() => browser?.close());

  it('installs and builds, shows that it goes on, and ends with the address', async () => {
    assert.ok(!existsSync(join(clone, 'node_modules')));
    [port = 0] = await findFreePorts(1);
    url = `http://localhost:${port}/`;
    start = npmStart('--port', String(port));
    await untilReady(start);
    assert.equal(start.lastLine(), `ready ${url}`);
    assert.match(start.output(), /installing dependencies \(npm ci\) … 1 s\n/);
    const changes = execFileSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' });
    assert.equal(changes, '', 'nothing of it looks like a change to commit');
  });

  it('lets whoever opens that page hear two people, of whom one is talking', async () => {
    browser = await launchChromium();
    context = await browser.newContext();
    await context.addInitScript({ path: measureSound });
    visitor = (await openTab()).person;
    await visitor.untilPhase('connected');
    await eventually(async () => {
      const { participants } = await visitor.snapshot();
      assert.equal(participants.length, 2);
      assert.equal(participants.filter(({ speaking }) => speaking).length, 1);
    });
    await visitor.untilHears();
    await visitor.untilTalking();
  });

  it('takes a second tab for somebody else, who joins muted and is told why', async () => {
    const { page, person } = await openTab();
    const { self } = await person.untilPhase('connected');
    const first = (await visitor.snapshot()).self;
    assert.ok(self && first);
    assert.notEqual(self.identity, first.identity);
    assert.equal(self.muted, true);
    assert.equal(first.muted, false);
    await visitor.untilSees(self.identity, { muted: true });
    const why = page.getByText('Two tabs on one loudspeaker howl, so this one joined muted.');
    assert.ok(await why.isVisible());
  });

  it('says which port is busy or which option it does not know, and exits 1', async () => {
    const [busy, nonsense] = [npmStart('--port', String(port)), npmStart('--nonsense')];
    assert.deepEqual(await Promise.all([busy.end, nonsense.end]), [1, 1]);
    assert.match(busy.output(), new RegExp(`Port ${port} is already in use.*--port ${port + 1}`));
    assert.match(nonsense.output(), /Unknown option '--nonsense'\nUsage: npm start/);
  });

  it('leaves no process and no port behind after Ctrl-C', async () => {
    const family = descendantsOf(start.pid);
    assert.ok(family.length >= 6, 'a shell, the command, the guardian, LiveKit, the token server, the bots');
    assert.ok(ports.size >= 3, 'the page, the token server, LiveKit');
    process.kill(-start.pid, 'SIGINT');
    await start.end;
    await eventually(() => assert.deepEqual(family.filter(isRunning), []));
    for (const each of ports) assert.ok(await isPortFree(each), String(each));
    assert.equal(start.lastLine(), `ready ${url}`, 'and has nothing more to say');
  });
});
