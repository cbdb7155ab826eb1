// Opens pages in the real Chromium; it knows nothing of voice rooms but the buttons' names.

import { findBrowser } from '@voice-room/dev-stack/testing/find-browser.ts';
import { chromium, type Browser, type LaunchOptions, type Page } from 'playwright-core';
import { Person, type Driver } from './person.ts';

/** The flags without which Chromium does not start as root, and those that keep it from the network. */
const ALWAYS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
];

/** Chromium's own fake microphone (a beep once a second), given without a prompt. */
export const FAKE_MICROPHONE = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];

/** Starts Chromium. */
export async function launchChromium(
  args: readonly string[] = FAKE_MICROPHONE,
  options: LaunchOptions = {},
): Promise<Browser> {
  const executablePath = findBrowser('chromium');
  if (executablePath === undefined)
    throw new Error('there is no Chromium on this machine: run npm test, which gets it');
  return chromium.launch({ executablePath, ...options, args: [...ALWAYS, ...args] });
}

/** Opens a page in a profile of its own. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** The person in front of a page. */
export function personAt(page: Page, identity: string): Person {
  const driver: Driver = {
    evaluate: (act, argument) => page.evaluate(act as (value: unknown) => never, argument),
    clickButton: (name) => page.getByRole('button', { name }).click(),
    close: () => page.context().close(),
  };
  return new Person(identity, driver);
}
