// Channel ids, names and pictures that mean harm, or are merely odd, all the way from the host's token to the screen.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, openPage, personAt } from '../stage/chromium.ts';
import { eventually } from '../stage/eventually.ts';
import type { Person } from '../stage/person.ts';
import { startStage, type Stage } from '../stage/stage.ts';

const FACE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#6cf"/></svg>';

let stage: Stage;
let browser: Browser;
const pages: Page[] = [];

before(async () => {
  stage = await startStage({ serverEnv: { CHANNEL_ACCESS: 'all' } });
  browser = await launchChromium();
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});
after(async () => {
  await browser.close();
  await stage.stop();
});

async function open(settings: Record<string, string>): Promise<{ person: Person; page: Page }> {
  const page = await openPage(browser, stage.url({ 'attr.start-muted': '', ...settings }));
  pages.push(page);
  return { page, person: personAt(page, settings['who.identity'] ?? 'somebody') };
}

describe('a channel id', () => {
  const refused: Record<string, string> = {
    empty: '',
    'ten kilobytes': 'x'.repeat(10_240),
    'with control characters': 'a\u0001b',
    'with a line break': 'a\nb',
    'that is a pattern': 'team-*',
    'with white space at its ends': ' general ',
  };
  for (const [what, channel] of Object.entries(refused)) {
    it(`${what} leads nowhere, and says so`, async () => {
      const { person, page } = await open({ 'who.identity': 'ada' });
      await person.untilPhase('failed');
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await person.evaluate((id: string) => {
        window.room.setAttribute('channel-id', id);
      }, channel);
      await eventually(async () => {
        const { phase, channelId } = await person.snapshot();
        assert.deepEqual(
          [phase.name === 'failed' && phase.error.code, channelId],
          ['invalid-configuration', channel],
        );
      });
      assert.deepEqual(
        asked.filter((url) => url.includes('/api/')),
        [],
      );
    });
  }

  it('that is odd leads to its own room and to no other', async () => {
    const channels = [
      '../',
      'a:b',
      'a/b',
      'a%2Fb',
      '%2F',
      '🎧',
      'عام',
      'A',
      'a',
      'a b',
      'a&room=x',
      "a'b",
      'a"b',
    ];
    const people: Person[] = [];
    for (const [index, channel] of channels.entries()) {
      const { person } = await open({ channel, 'who.identity': `person-${index}` });
      await person.untilPhase('connected');
      people.push(person);
    }
    for (const [index, channel] of channels.entries()) {
      assert.deepEqual(await stage.people(channel), [`person-${index}`], channel);
      assert.deepEqual((await people[index]?.snapshot())?.participants, [], channel);
    }
  });
});

describe('a name and a picture', () => {
  const hostile: Record<string, Record<string, string>> = {
    markup: {
      'who.name': '<img src=x onerror="window.hacked = true">',
      'who.picture': 'javascript:window.hacked=true',
    },
    'three kilobytes': {
      'who.name-length': '3072',
      'who.picture': `https://example.com/${'a'.repeat(2100)}`,
    },
    'bidi controls': {
      'who.name': 'abc\u202egnp.exe\u2066',
      'who.picture': 'data:image/svg+xml,<svg onload=alert(1)>',
    },
    'control characters': {
      'who.name': 'a\u0000b\u0007\u009bc',
      'who.picture': 'http://example.com/plain.png',
    },
  };
  for (const [what, who] of Object.entries(hostile)) {
    it(`with ${what} is harmless text, and breaks nothing`, async () => {
      const channel = `hostile-${what.replaceAll(' ', '-')}`;
      const ada = await open({ channel, 'who.identity': 'ada' });
      await ada.person.untilPhase('connected');
      const eve = await open({ channel, 'who.identity': 'eve', ...who });
      await eve.person.untilPhase('connected');
      await ada.person.untilSees('eve');
      const shown = await ada.page.evaluate(() => {
        const root = window.room.shadowRoot;
        const tiles = [...(root?.querySelectorAll('[part~="tile"]') ?? [])];
        const box = window.room.getBoundingClientRect();
        return {
          images: [...(root?.querySelectorAll('img') ?? [])].map((image) => image.src),
          names: [...(root?.querySelectorAll('[part~="name"]') ?? [])].map((name) => name.textContent.trim()),
          inside: tiles.every((tile) => {
            const { left, right } = tile.getBoundingClientRect();
            return left >= box.left - 1 && right <= box.right + 1;
          }),
          hacked: 'hacked' in window,
        };
      });
      assert.deepEqual([shown.images, shown.hacked, shown.inside], [[], false, true]);
      const name = shown.names.find((one) => !one.startsWith('ada') && !one.startsWith('You')) ?? '';
      assert.ok(name.length > 0, 'somebody without a name');
      assert.ok(name.length <= 300, `a name of ${name.length} characters`);
      // eslint-disable-next-line no-control-regex -- these are what must not arrive
      assert.doesNotMatch(name, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    });
  }

  it('of ten kilobytes makes a token that is too large for any request, and says so', async () => {
    const { person } = await open({ channel: 'too-long', 'who.identity': 'eve', 'who.name-length': '10240' });
    const { phase } = await person.untilPhase('failed');
    assert.equal(phase.name === 'failed' && phase.error.code, 'token-refused');
    assert.match(phase.name === 'failed' ? phase.error.message : '', /longer than 8192 bytes/);
  });

  it('that is good is shown: a picture in place of initials', async () => {
    const picture = 'https://faces.example/eve.svg';
    const ada = await open({ channel: 'pictures', 'who.identity': 'ada' });
    // No such host exists: the browser is given what it would have sent.
    await ada.page.route(picture, (route) => route.fulfill({ body: FACE, contentType: 'image/svg+xml' }));
    await ada.person.untilPhase('connected');
    const eve = await open({
      channel: 'pictures',
      'who.identity': 'eve',
      'who.name': 'Eve Good',
      'who.picture': picture,
    });
    await eve.person.untilPhase('connected');
    await ada.person.untilSees('eve', { name: 'Eve Good', avatarUrl: picture });
    await eventually(async () => {
      const shown = await ada.page.evaluate(() =>
        [...(window.room.shadowRoot?.querySelectorAll('img') ?? [])].map(({ src, naturalWidth }) => [
          src,
          naturalWidth > 0,
        ]),
      );
      assert.deepEqual(shown, [[picture, true]]);
    });
  });
});
