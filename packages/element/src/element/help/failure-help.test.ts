// What a person reads and presses after a failure: the steps of their browser, the ways out of an app, and back into the talk.

import { expect } from 'chai';

import { en } from '../../locales/en.ts';
import type { VoiceErrorCode } from '../../model/error.ts';
import { RoomHarness, until } from '../../testing/room-harness.ts';

const android =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) AppleWebKit/537.36 Version/4.0 Chrome/140.0 Mobile';
const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3) AppleWebKit/605.1.15 Mobile/22D63 Instagram 370';
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** Gives the browser's navigator another value until the test is over. */
const play = (name: string, value: unknown) => {
  Object.defineProperty(navigator, name, { configurable: true, value });
};
const browserIs = (userAgent: string) => {
  play('userAgent', userAgent);
  play('userAgentData', undefined);
};

afterEach(async () => {
  for (const name of ['userAgent', 'userAgentData', 'clipboard']) Reflect.deleteProperty(navigator, name);
  await RoomHarness.clear();
});

const withMicrophone = async (code: VoiceErrorCode): Promise<RoomHarness> => {
  const room = await RoomHarness.joined({
    before: (element) => {
      element.audio.failNext(code);
    },
  });
  await until(() => room.notices().length === 1, `the bar for ${code}`);
  return room;
};
const has = (room: RoomHarness, button: string) =>
  until(() => room.buttons().includes(button), `the button "${button}"`);
const inRoom = (room: RoomHarness, selector: string) => {
  const found = room.element.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`there is no ${selector}`);
  return found;
};

describe('a person who denied the microphone', () => {
  it('reads the steps of their own browser, one by one, behind "How to fix"', async () => {
    browserIs(firefox);
    const room = await withMicrophone('microphone-denied');
    await has(room, 'How to fix');
    expect(room.notices()[0]).not.to.contain('crossed-out');
    await room.press('How to fix');
    const steps = [...inRoom(room, '.fix').children].map((step) => step.textContent);
    expect(steps).to.deep.equal(en['steps.denied-firefox'].split('\n'));
    await room.press('Try again');
    await until(() => room.element.snapshot.self?.microphone === 'on', 'the microphone');
  });

  it('by the system reads the system’s', async () => {
    browserIs(firefox);
    const room = await withMicrophone('microphone-blocked-by-system');
    await has(room, 'How to fix');
    await room.press('How to fix');
    expect(room.notices()[0]).to.contain('Let desktop apps access your microphone');
  });
});

describe('a person inside an app', () => {
  it('joins where the app can do it, and reads nothing of it', async () => {
    browserIs(iphone);
    const room = await RoomHarness.joined();
    await until(() => room.element.snapshot.self?.microphone === 'on', 'the microphone');
    expect(room.notices()).to.deep.equal([]);
  });

  it('reads of the app only where something failed, with the ways out in place of steps', async () => {
    browserIs(iphone);
    const room = await withMicrophone('microphone-denied');
    await has(room, 'Copy link');
    expect(room.notices()[0]).to.contain(en['error.microphone-denied']).and.to.contain(en['inApp.note']);
    expect(room.notices()[0]).not.to.contain(en['remedy.microphone-denied']);
    expect(room.buttons()).to.include('Try again').and.not.to.include('How to fix');
    expect(inRoom(room, '.notice').querySelector('a')).to.equal(null);
  });

  it('that has no microphone listens, and can copy the link', async () => {
    const copied: string[] = [];
    play('clipboard', {
      writeText: (text: string) => {
        copied.push(text);
        return Promise.resolve();
      },
    });
    const room = await withMicrophone('in-app-browser');
    expect(room.element.snapshot.phase.name).to.equal('connected');
    await has(room, 'Copy link');
    await room.press('Copy link');
    await has(room, 'Link copied');
    expect(inRoom(room, '[role=status].aloud').textContent).to.equal('Link copied');
    room.element.requestUpdate();
    await room.shown();
    expect(room.buttons()).to.include('Link copied');
    expect(copied).to.deep.equal([(window.top ?? window).location.href]);
  });

  it('on Android can open the page in the browser', async () => {
    browserIs(android);
    const room = await withMicrophone('microphone-missing');
    await has(room, 'Copy link');
    const link = inRoom(room, '.notice a');
    expect(link.textContent?.trim()).to.equal(en['inApp.open']);
    expect(link.getAttribute('href')).to.match(/^intent:\/\/localhost.*#Intent;scheme=http;.*;end$/);
  });

  it('reads the address itself where nothing copies it', async () => {
    play('clipboard', undefined);
    const { execCommand } = document;
    document.execCommand = () => false;
    try {
      const room = await withMicrophone('in-app-browser');
      await has(room, 'Copy link');
      await room.press('Copy link');
      await until(() => room.notices()[0]?.includes('http') === true, 'the address');
      expect(inRoom(room, '.address').textContent).to.equal((window.top ?? window).location.href);
      expect(room.focused()).to.equal('Copy link');
    } finally {
      document.execCommand = execCommand;
    }
  });

  it('whose call fails for another reason can still try again', async () => {
    browserIs(android);
    const room = RoomHarness.mount({
      before: (element) => {
        element.transport.failNext('connection-failed');
      },
    });
    await room.phase('failed');
    await has(room, 'Try again');
    await until(() => room.panel().includes(en['inApp.note']), 'the app to be named');
    await room.press('Try again');
    await room.phase('connected');
  });
});

describe('a person whose microphone was interrupted', () => {
  it('is heard again after one tap, by a microphone that is new', async () => {
    const room = await RoomHarness.joined();
    await until(() => room.sends, 'an open gate');
    const dead = room.audio.microphone;
    dead.setAwake(false);
    await has(room, 'Tap to speak again');
    expect(room.sends).to.equal(false);
    await room.press('Tap to speak again');
    await until(() => room.sends, 'an open gate');
    await room.shown();
    expect([dead.closed, room.audio.microphones.length, room.notices().length]).to.deep.equal([true, 2, 0]);
  });

  it('and who muted meanwhile is not promised to be heard, and is not', async () => {
    const room = await RoomHarness.joined();
    await until(() => room.sends, 'an open gate');
    await room.mute();
    room.audio.microphone.setAwake(false);
    await until(() => room.notices().length === 1, 'the bar');
    await room.shown();
    expect(room.buttons()).not.to.include('Tap to speak again');
    await room.press('Try again');
    expect([room.sends, room.element.snapshot.self?.muted]).to.deep.equal([false, true]);
    expect(room.notices()).to.deep.equal([]);
  });
});
