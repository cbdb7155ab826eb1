// Real browsers by what they say of themselves.

import { expect } from 'chai';

import { browserOf, type BrowserName, type BrowserSigns, type SystemName } from './browser.ts';

const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const android = 'Mozilla/5.0 (Linux; Android 10; K)';
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const blink = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0';
const hints = (platform: string, ...brands: string[]): Pick<Required<BrowserSigns>, 'userAgentData'> => ({
  userAgentData: { platform, brands: brands.map((brand) => ({ brand })) },
});

type Table = readonly (readonly [string, Partial<BrowserSigns>, BrowserName, SystemName])[];
const rows: Table = [
  ['Chrome on Windows', { userAgent: `${windows} ${blink} Safari/537.36` }, 'chrome', 'windows'],
  ['Edge on Windows', { userAgent: `${windows} ${blink} Safari/537.36 Edg/140.0.0.0` }, 'edge', 'windows'],
  [
    'Firefox on Windows',
    { userAgent: `${windows}; rv:140.0) Gecko/20100101 Firefox/140.0` },
    'firefox',
    'windows',
  ],
  [
    'Safari on a Mac',
    { userAgent: `${mac} AppleWebKit/605.1.15 Version/18.3 Safari/605.1.15` },
    'safari',
    'mac',
  ],
  ['Chrome on a Mac', { userAgent: `${mac} ${blink} Safari/537.36` }, 'chrome', 'mac'],
  [
    'Safari on an iPhone',
    { userAgent: `${iphone} Version/18.3 Mobile/15E148 Safari/604.1` },
    'safari',
    'ios',
  ],
  [
    'Safari on an iPad',
    { userAgent: `${mac} AppleWebKit/605.1.15 Version/18.3 Safari/605.1.15`, maxTouchPoints: 5 },
    'safari',
    'ios',
  ],
  ['Chrome on an iPhone', { userAgent: `${iphone} CriOS/140.0 Mobile/15E148 Safari/604.1` }, 'chrome', 'ios'],
  [
    'Edge on an iPhone',
    { userAgent: `${iphone} Version/18.0 EdgiOS/140.0 Mobile/1 Safari/604.1` },
    'edge',
    'ios',
  ],
  [
    'Firefox on an iPhone',
    { userAgent: `${iphone} FxiOS/140.0 Mobile/15E148 Safari/605.1.15` },
    'firefox',
    'ios',
  ],
  ['Chrome on Android', { userAgent: `${android} ${blink} Mobile Safari/537.36` }, 'chrome', 'android'],
  [
    'Firefox on Android',
    { userAgent: 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Firefox/140.0' },
    'firefox',
    'android',
  ],
  [
    'Chrome on Linux',
    { userAgent: `Mozilla/5.0 (X11; Linux x86_64) ${blink} Safari/537.36` },
    'chrome',
    'other',
  ],
  ['something else', { userAgent: 'Lynx/2.9' }, 'other', 'other'],
  [
    'Edge by its hints, whatever the text says',
    { userAgent: `${mac} ${blink}`, ...hints('Windows', 'Not;A=Brand', 'Chromium', 'Microsoft Edge') },
    'edge',
    'windows',
  ],
  [
    'Chrome on Android that shows the desktop page',
    {
      userAgent: `Mozilla/5.0 (X11; Linux x86_64) ${blink}`,
      ...hints('Android', 'Google Chrome', 'Chromium'),
    },
    'chrome',
    'android',
  ],
  [
    'hints that say nothing',
    { userAgent: `${windows} ${blink} Safari/537.36`, ...hints('') },
    'chrome',
    'windows',
  ],
];

describe('a browser', () => {
  for (const [name, signs, browser, system] of rows) {
    it(`is known: ${name}`, () => {
      expect(browserOf({ userAgent: '', maxTouchPoints: 0, ...signs })).to.deep.equal({ browser, system });
    });
  }

  it('that runs this test is Chromium', () => {
    expect(browserOf(navigator).browser).to.equal('chrome');
  });
});
