// Opens pages by Puppeteer: the real Firefox, over WebDriver BiDi, and a Chromium that may do all that people's may.

import { findBrowser, type BrowserName } from '@voice-room/dev-stack/testing/find-browser.ts';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { FAKE_MICROPHONE } from './chromium.ts';
import { eventually } from './eventually.ts';
import { Person, type Driver } from './person.ts';

const path = (name: BrowserName): string => {
  const found = findBrowser(name);
  if (found === undefined)
    throw new Error(`there is no ${name} on this machine: run npm test, which gets it`);
  return found;
};

/** Chromium with its fake microphone, as people have it: prerendering included. */
export function launchPlainChromium(): Promise<Browser> {
  return puppeteer.launch({
    browser: 'chrome',
    executablePath: path('chromium'),
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', ...FAKE_MICROPHONE],
  });
}

/** Firefox with its fake microphone (a steady tone), given without a prompt; `env` names its sound device. */
export function launchFirefox(env: Readonly<Record<string, string>>): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    env: { ...process.env, ...env },
    executablePath: path('firefox'),
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
    },
  });
}

/** Opens a page in a profile of its own, and gives the person in front of it. */
export async function personOn(browser: Browser, url: string, identity: string): Promise<Person> {
  const context = await browser.createBrowserContext();
  const page: Page = await context.newPage();
  await page.goto(url);
  const driver: Driver = {
    evaluate: (act, argument) => page.evaluate(act as (value: unknown) => never, argument),
    clickButton: async (name) => {
      for (const button of await page.$$('voice-room >>> button')) {
        const label = await button.evaluate(
          (element) => element.getAttribute('aria-label') ?? element.textContent,
        );
        if (typeof name === 'string' ? label !== name : !name.test(label)) continue;
        await button.click();
        return;
      }
      throw new Error(`there is no button ${String(name)}`);
    },
    close: async () => {
      // As a person does it: a profile that is thrown away takes its pages with it, without a word to them.
      await page.close({ runBeforeUnload: true });
      await eventually(async () => {
        if ((await context.pages()).length > 0) throw new Error('the tab is still closing');
      });
      await context.close();
    },
  };
  return new Person(identity, driver);
}
