// When one's own voice leaves: push-to-talk by real keys and fingers, and the sensitivity, measured as sound at a receiver.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { startListener, type Listener } from '@voice-room/dev-stack/bots/start-listener.ts';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, openPage, personAt } from '../stage/chromium.ts';
import { eventually } from '../stage/eventually.ts';
import type { Person } from '../stage/person.ts';
import { startStage, type Stage } from '../stage/stage.ts';

let stage: Stage;
let browser: Browser;
let ends: (() => Promise<void>)[] = [];
let channels = 0;

before(async () => {
  stage = await startStage({ serverEnv: { CHANNEL_ACCESS: 'all' } });
  browser = await launchChromium();
});
afterEach(async () => {
  await Promise.all(ends.map((end) => end().catch(() => undefined)));
  ends = [];
});
after(async () => {
  await browser.close();
  await stage.stop();
});

/** Ada in front of her page, and an ear in the same channel. */
async function talk(settings: Record<string, string>): Promise<{ ada: Person; page: Page; ear: Listener }> {
  const channel = `own-voice-${(channels += 1)}`;
  const page = await openPage(browser, stage.url({ channel, 'who.identity': 'ada', ...settings }));
  const ada = personAt(page, 'ada');
  ends.push(() => ada.close());
  const ear = await startListener({ livekit: stage.livekit, room: `voice-${channel}` });
  ends.push(() => ear.stop());
  await ada.untilTalking();
  return { ada, page, ear };
}

/** Waits until there was sound of Ada's since now. The fake microphone beeps once a second. */
async function heard(ear: Listener): Promise<void> {
  const since = Date.now();
  await eventually(() => assert.ok(ear.loudFrames('ada', since) > 10, 'Ada is not heard'));
}

/** That there is no sound of Ada's for three beeps, once what was on its way has arrived. */
async function silent(ear: Listener): Promise<void> {
  const since = Date.now() + 500;
  await eventually(() => {
    if (Date.now() < since + 3000) throw new Error('listening on');
  });
  assert.equal(ear.loudFrames('ada', since), 0);
}

const isMuted = async (ada: Person): Promise<boolean | undefined> => (await ada.snapshot()).self?.muted;

describe('push-to-talk', () => {
  const settings = {
    'attr.input-mode': 'push-to-talk',
    'attr.shortcuts': 'page',
    'attr.release-delay': '0',
  };

  it('is heard while the key is held, and only then, without being muted for anybody', async () => {
    const { ada, page, ear } = await talk(settings);
    await page.getByRole('button', { name: 'Push to talk' }).waitFor();
    await silent(ear);
    await page.keyboard.down('Alt');
    await page.keyboard.down('x');
    await heard(ear);
    await page.keyboard.up('x');
    await page.keyboard.up('Alt');
    await silent(ear);
    assert.equal(await isMuted(ada), false);
  });

  it('is heard while the button is held, and after a tap until the next one', async () => {
    const { page, ear } = await talk(settings);
    const button = page.getByRole('button', { name: 'Push to talk' });
    await button.hover();
    await page.mouse.down();
    await heard(ear);
    await page.mouse.up();
    await silent(ear);
    await button.click();
    await heard(ear);
    await button.click();
    await silent(ear);
  });

  it('falls silent when a text field takes the focus while the key is down', async () => {
    const { page, ear } = await talk(settings);
    await page.getByRole('button', { name: 'Push to talk' }).waitFor();
    await page.keyboard.down('Alt');
    await page.keyboard.down('x');
    await heard(ear);
    await page.evaluate(() => {
      const field = document.createElement('input');
      document.body.append(field);
      field.focus();
    });
    await silent(ear);
  });
});

describe('the sensitivity', () => {
  it('sends what is louder than the threshold and nothing else, without being muted for anybody', async () => {
    const { ada, ear } = await talk({});
    await heard(ear);
    const choose = (sensitivity: number | 'automatic' | 'off') =>
      ada.evaluate((chosen) => {
        // As another tab of the site would, where the person opens the settings.
        const key = 'voice-room:preferences';
        localStorage.setItem(key, JSON.stringify({ sensitivity: chosen }));
        window.dispatchEvent(new StorageEvent('storage', { key }));
      }, sensitivity);
    await choose(0);
    await silent(ear);
    assert.equal(await isMuted(ada), false);
    await choose(-50);
    await heard(ear);
    await choose('automatic');
    await heard(ear);
    await choose('off');
    await heard(ear);
  });
});
