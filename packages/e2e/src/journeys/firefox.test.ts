// Firefox in a call with Chromium: what one says the other hears, both ways.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { startListener } from '@voice-room/dev-stack/bots/start-listener.ts';
import type { Browser as Chromium } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import { launchChromium, openPage, personAt } from '../stage/chromium.ts';
import { eventually } from '../stage/eventually.ts';
import type { Person } from '../stage/person.ts';
import { launchFirefox, personOn } from '../stage/puppeteer.ts';
import { startSoundServer, type SoundServer } from '../stage/sound-server.ts';
import { startStage, type Stage } from '../stage/stage.ts';

let stage: Stage;
let sound: SoundServer;
let chromium: Chromium;
let firefox: Firefox;
let ends: (() => Promise<void>)[] = [];

before(async () => {
  stage = await startStage({ serverEnv: { CHANNEL_ACCESS: 'all' } });
  sound = await startSoundServer();
  [chromium, firefox] = await Promise.all([launchChromium(), launchFirefox(sound.env)]);
});
afterEach(async () => {
  await Promise.all(ends.map((end) => end().catch(() => undefined)));
  ends = [];
});
after(async () => {
  await Promise.all([chromium.close(), firefox.close()]);
  await sound.stop();
  await stage.stop();
});

const url = (channel: string, identity: string, settings: Record<string, string> = {}) =>
  stage.url({ channel, 'who.identity': identity, ...settings });

async function inFirefox(
  channel: string,
  identity: string,
  settings?: Record<string, string>,
): Promise<Person> {
  const person = await personOn(firefox, url(channel, identity, settings), identity);
  ends.push(() => person.close());
  return person;
}

async function inChromium(channel: string, identity: string): Promise<Person> {
  const person = personAt(await openPage(chromium, url(channel, identity)), identity);
  ends.push(() => person.close());
  return person;
}

describe('Firefox', () => {
  it('joins, is seen and heard, and sees and hears', async () => {
    const ada = await inFirefox('mixed', 'ada');
    const bob = await inChromium('mixed', 'bob');
    await Promise.all([ada.untilTalking(), bob.untilTalking()]);
    await Promise.all([ada.untilSees('bob', { muted: false }), bob.untilSees('ada', { muted: false })]);
    await Promise.all([ada.untilHears(), bob.untilHears()]);
    await bob.untilSees('ada', { speaking: true });
  });

  it('is silent where it is muted, and shows that it is deafened', async () => {
    const ada = await inFirefox('muting', 'ada');
    await ada.untilTalking();
    const ear = await startListener({ livekit: stage.livekit, room: 'voice-muting' });
    ends.push(() => ear.stop());
    const start = Date.now();
    await eventually(() => assert.ok(ear.loudFrames('ada', start) > 20));
    const bob = await inChromium('muting', 'bob');
    await ada.press('Deafen');
    await bob.untilSees('ada', { muted: true, deafened: true });
    const muted = Date.now() + 500;
    await eventually(() => {
      if (Date.now() < muted + 2000) throw new Error('listening on');
    });
    assert.equal(ear.loudFrames('ada', muted), 0);
  });

  it('frees the room when its tab is closed', async () => {
    const ada = await inFirefox('closing', 'ada');
    await ada.untilTalking();
    await ada.close();
    // Firefox may end the page's process before the last message of a web socket is out; LiveKit then notices after some 20 s that
    // nobody answers.
    await eventually(async () => assert.deepEqual(await stage.people('closing'), []), 40_000);
  });

  it('frees the room at once when the element is removed', async () => {
    const ada = await inFirefox('removing', 'ada');
    await ada.untilTalking();
    await ada.evaluate(() => {
      window.room.remove();
    });
    await eventually(async () => assert.deepEqual(await stage.people('removing'), []), 3000);
  });
});
