// Takes the README's pictures: the demo in a real browser, with the bots and a few more people; it checks nothing.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStack, type Stack } from '@voice-room/dev-stack/stack/start-stack.ts';
import type { VoiceRoom } from '@voice-room/element';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { FAKE_MICROPHONE, launchChromium } from '../stage/chromium.ts';
import { silence } from './silence.ts';

const FOLDER = fileURLToPath(new URL('../../../../.github/pictures/', import.meta.url));

/** Whose turn it has to be: one of the two bots, which have faces. */
const SPEAKER = 'bot-ada';
/** Milliseconds of speech before the picture, so that the ring is fully there. */
const SPOKEN = 900;

/** Who is in the picture beside the bots, and the button that each of them presses; the first one looks at it. */
const PEOPLE = [
  { name: 'Zoë', press: null },
  { name: 'Kwame', press: 'Mute' },
  { name: 'Ayşe', press: null },
  { name: 'Юлия', press: 'Deafen' },
] as const;

const VIEW = { viewport: { width: 1440, height: 820 }, deviceScaleFactor: 1.5 };

/** Signs people in at the demo until it gives one the name that is asked for. */
async function signIn(pageUrl: string, name: string): Promise<string> {
  for (let attempt = 0; attempt < 2000; attempt += 1) {
    const answer = await fetch(new URL('/demo/sign-in', pageUrl), { method: 'POST' });
    const text = await answer.text();
    if ((JSON.parse(text) as { person: { name: string } }).person.name === name) return text;
  }
  throw new Error(`The demo never signed anybody in as ${name}.`);
}

/** Opens the demo as that person and waits until the call is there. */
async function enter(
  browser: Browser,
  { pageUrl }: Stack,
  { name, press }: (typeof PEOPLE)[number],
  options: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext(options);
  const session = await signIn(pageUrl, name);
  await context.addInitScript((text) => {
    sessionStorage.setItem('harbor.session', text);
  }, session);
  const page = await context.newPage();
  await page.goto(pageUrl);
  await page.waitForFunction(
    () => document.querySelector<VoiceRoom>('voice-room:defined')?.snapshot.self?.microphone === 'on',
  );
  if (press !== null) await page.getByRole('button', { name: press, exact: true }).click();
  return page;
}

/** Resolves when the speaker has been speaking, without a pause, for as long as the ring needs. */
async function untilSpeaking(page: Page): Promise<void> {
  await page.waitForFunction(
    ({ speaker, spoken, people }) => {
      const { participants = [] } = document.querySelector('voice-room')?.snapshot ?? {};
      const now = performance.now();
      const state = window as { speakingSince?: number | undefined };
      const speaking = participants.find(({ identity }) => identity === speaker)?.speaking === true;
      if (!speaking || participants.length !== people) state.speakingSince = undefined;
      else state.speakingSince ??= now;
      return state.speakingSince !== undefined && now - state.speakingSince >= spoken;
    },
    { speaker: SPEAKER, spoken: SPOKEN, people: PEOPLE.length + 1 },
    { polling: 50, timeout: 60_000 },
  );
}

const folder = await mkdtemp(join(tmpdir(), 'voice-room-pictures-'));
const quiet = join(folder, 'silence.wav');
await writeFile(quiet, silence(1));
await mkdir(FOLDER, { recursive: true });

const stack = await startStack();
const browser = await launchChromium([...FAKE_MICROPHONE, `--use-file-for-fake-audio-capture=${quiet}`]);
try {
  const [viewer, ...others] = PEOPLE;
  for (const person of others) await enter(browser, stack, person, {});
  for (const colorScheme of ['dark', 'light'] as const) {
    const page = await enter(browser, stack, viewer, { ...VIEW, colorScheme });
    await untilSpeaking(page);
    const path = join(FOLDER, `room-${colorScheme}.png`);
    await page.screenshot({ path });
    console.log(path);
    await page.context().close();
  }
} finally {
  await browser.close();
  await stack.stop();
  await rm(folder, { recursive: true });
}
