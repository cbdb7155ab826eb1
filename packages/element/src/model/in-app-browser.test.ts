// Real names of browsers, with the app that is behind each.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostingApp, type HostingApp } from './in-app-browser.ts';

const android = 'Mozilla/5.0 (Linux; Android 15; Pixel 9';
const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

const rows: readonly (readonly [string, HostingApp | null])[] = [
  [`${iphone} Mobile/22D63 Instagram 370.0.0.26.71 (iPhone16,2; iOS 18_3)`, 'Instagram'],
  [`${android}; wv) ${chrome} Version/4.0 Chrome/140.0 Mobile Safari/537.36 Instagram 371.0`, 'Instagram'],
  [`${iphone} Mobile/22D63 [FBAN/FBIOS;FBAV/500.0;FBBV/1]`, 'Facebook'],
  [
    `${android}; wv) ${chrome} Version/4.0 Chrome/140.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/1]`,
    'Facebook',
  ],
  [`${iphone} Mobile/22D63 musical_ly_39.1.0 BytedanceWebview/d8a21c6`, 'TikTok'],
  [
    `${android}; wv) ${chrome} Version/4.0 Chrome/140.0 Mobile Safari/537.36 trill BytedanceWebview/d8`,
    'TikTok',
  ],
  [`${iphone} Mobile/22D63 [LinkedInApp]/9.31`, 'LinkedIn'],
  [`${iphone} Mobile/22D63 MicroMessenger/8.0.56 NetType/WIFI`, 'WeChat'],
  [`${iphone} Mobile/22D63 Safari Line/15.1.0`, 'LINE'],
  [`${iphone} Version/18.3 Mobile/22D63 Safari/604.1 Snapchat/13.30`, 'Snapchat'],
  [`${android}; wv) ${chrome} Version/4.0 Chrome/140.0 Mobile Safari/537.36`, 'an app'],
  [`${iphone} Mobile/22D63`, 'an app'],
  [`${iphone} Version/18.3 Mobile/22D63 Safari/604.1`, null],
  [`${iphone} CriOS/140.0 Mobile/22D63 Safari/604.1`, null],
  [`${iphone} FxiOS/140.0 Mobile/22D63 Safari/605.1.15`, null],
  [`${android}) ${chrome} Chrome/140.0 Mobile Safari/537.36`, null],
  [`Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0`, null],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.3 Safari/605.1.15`, null],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Chrome/140.0 Safari/537.36 Edg/140.0`, null],
  // "Online" and "Offline" are no LINE.
  [`${android}) ${chrome} Chrome/140.0 Mobile Safari/537.36 Offline/2`, null],
];

describe('the app around a page', () => {
  for (const [userAgent, app] of rows) {
    it(`is ${app ?? 'nobody'}: …${userAgent.slice(-42)}`, () => {
      assert.equal(hostingApp({ userAgent }), app);
    });
  }

  it('is nobody for a page on the home screen', () => {
    assert.equal(hostingApp({ userAgent: `${iphone} Mobile/22D63`, standalone: true }), null);
  });
});
