// Who is shown which steps.

import { expect } from 'chai';

import { en } from '../../locales/en.ts';
import type { BrowserName, SystemName } from './browser.ts';
import { stepsFor, type StepsKey } from './steps.ts';

const browsers: readonly BrowserName[] = ['chrome', 'edge', 'firefox', 'safari', 'other'];
const systems: readonly SystemName[] = ['windows', 'mac', 'ios', 'android', 'other'];

describe('the steps', () => {
  const rows: readonly [BrowserName, SystemName, StepsKey][] = [
    ['chrome', 'windows', 'steps.denied-chrome'],
    ['edge', 'mac', 'steps.denied-edge'],
    ['firefox', 'other', 'steps.denied-firefox'],
    ['safari', 'mac', 'steps.denied-safari'],
    ['safari', 'ios', 'steps.denied-ios'],
    ['chrome', 'ios', 'steps.system-ios'],
    ['chrome', 'android', 'steps.denied-android'],
    ['firefox', 'android', 'steps.denied-other'],
    ['other', 'other', 'steps.denied-other'],
  ];
  for (const [browser, system, key] of rows) {
    it(`against a denial in ${browser} on ${system} are ${key}`, () => {
      expect(stepsFor('microphone-denied', { browser, system })).to.equal(key);
    });
  }

  it('against a denial of the system are the system’s', () => {
    for (const browser of browsers) {
      for (const system of systems) {
        const key = stepsFor('microphone-blocked-by-system', { browser, system });
        expect(key).to.equal(`steps.system-${system}`);
      }
    }
  });

  it('are words for every browser on every system, and none for other failures', () => {
    for (const browser of browsers) {
      for (const system of systems) {
        const key = stepsFor('microphone-denied', { browser, system });
        expect(key && en[key].split('\n').length, `${browser} ${system}`).to.be.greaterThan(1);
        expect(stepsFor('microphone-busy', { browser, system })).to.equal(null);
      }
    }
  });
});
