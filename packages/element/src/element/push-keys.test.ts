// The push key as a person holds it, and every way in which its release could go unheard.

import { expect } from 'chai';

import { preferences } from './preferences.ts';
import { RoomHarness, until, type RoomOptions } from '../testing/room-harness.ts';

afterEach(async () => {
  await RoomHarness.clear();
  for (const extra of document.querySelectorAll('[data-extra]')) extra.remove();
  preferences().set({
    inputMode: undefined,
    pushKey: undefined,
    releaseDelay: undefined,
    sensitivity: undefined,
  });
});

const talking = async (
  attributes: Record<string, string> = {},
  options: RoomOptions = {},
): Promise<RoomHarness> => {
  const room = await RoomHarness.joined({
    ...options,
    attributes: { 'input-mode': 'push-to-talk', 'release-delay': '0', ...attributes },
  });
  await until(() => room.buttons().some((name) => name.startsWith('Push to')), 'the push button');
  await until(() => room.audio.microphones.length > 0, 'the microphone');
  await room.shown();
  return room;
};

const key = (
  type: 'keydown' | 'keyup',
  init: KeyboardEventInit & { keyCode?: number } = {},
  target: EventTarget = document.activeElement ?? document.body,
): KeyboardEvent => {
  const event = new KeyboardEvent(type, {
    code: 'KeyX',
    key: 'x',
    altKey: true,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  });
  target.dispatchEvent(event);
  return event;
};

/** Puts the focus into the room. */
const focusIn = (room: RoomHarness): Element => {
  room.focus('Mute');
  return room.target('Mute');
};

const field = (tag: 'input' | 'textarea'): HTMLElement => {
  const element = document.createElement(tag);
  element.dataset['extra'] = '';
  document.body.append(element);
  return element;
};

describe('the push key', () => {
  it('sends while it is held, with the focus in the room, and takes the press for itself', async () => {
    const room = await talking();
    const inside = focusIn(room);
    expect(room.sends).to.equal(false);
    const down = key('keydown', {}, inside);
    expect([room.sends, down.defaultPrevented]).to.deep.equal([true, true]);
    expect(key('keydown', { repeat: true }, inside).defaultPrevented).to.equal(true);
    key('keyup', {}, inside);
    expect(room.sends).to.equal(false);
    await room.shown();
    expect(room.element.snapshot.self?.muted).to.equal(false);
  });

  it('is heard in the whole page only with shortcuts="page", and nowhere with "off"', async () => {
    const focus = await talking();
    key('keydown', {}, document.body);
    expect(focus.sends).to.equal(false);
    await RoomHarness.clear();
    const page = await talking({ shortcuts: 'page' });
    key('keydown', {}, document.body);
    expect(page.sends).to.equal(true);
    key('keyup', {}, document.body);
    expect(page.sends).to.equal(false);
    await RoomHarness.clear();
    const off = await talking({ shortcuts: 'off' });
    key('keydown', {}, focusIn(off));
    expect(off.sends).to.equal(false);
  });

  const loses: [string, (room: RoomHarness) => unknown][] = [
    ['the window loses the focus', () => window.dispatchEvent(new Event('blur'))],
    ['the page goes away', () => window.dispatchEvent(new PageTransitionEvent('pagehide'))],
    [
      'a text field gets the focus',
      () => {
        field('input').focus();
      },
    ],
    [
      'another modifier joins',
      () => key('keydown', { code: 'ShiftLeft', key: 'Shift', shiftKey: true }, document.body),
    ],
    [
      'its modifier goes up',
      () => key('keyup', { code: 'AltLeft', key: 'Alt', altKey: false }, document.body),
    ],
    [
      'the call is interrupted',
      (room) => {
        room.transport.current.setState('reconnecting');
      },
    ],
    [
      'the mode changes',
      (room) => {
        room.element.inputMode = 'push-to-talk';
        room.element.session.setInput({ mode: 'voice' });
        room.element.session.setInput({ mode: 'push-to-talk' });
      },
    ],
    [
      'the document is hidden',
      () => {
        Object.defineProperty(document, 'hidden', { configurable: true, value: true });
        document.dispatchEvent(new Event('visibilitychange'));
        Reflect.deleteProperty(document, 'hidden');
      },
    ],
  ];
  for (const [what, happens] of loses) {
    it(`is let go when ${what}`, async () => {
      const room = await talking({
        shortcuts: 'page',
        'release-delay': what.includes('modifier goes up') ? '0' : '2000',
      });
      key('keydown', {}, document.body);
      expect(room.sends).to.equal(true);
      happens(room);
      expect(room.sends).to.equal(false);
      // A key that is still down only repeats: that opens nothing.
      key('keydown', { repeat: true }, document.body);
      expect(room.sends).to.equal(false);
    });
  }

  it('is let go when the focus leaves the room, where it is heard only there', async () => {
    const room = await talking();
    const button = document.createElement('button');
    button.dataset['extra'] = '';
    document.body.append(button);
    key('keydown', {}, focusIn(room));
    button.focus();
    expect(room.sends).to.equal(false);
  });

  it('is let go when the element is taken out of the page', async () => {
    const room = await talking({ shortcuts: 'page' });
    const { microphone } = room.audio;
    key('keydown', {}, document.body);
    room.element.remove();
    expect(microphone.open).to.equal(false);
    document.body.append(room.element);
  });

  it('is not heard in text fields, from input methods, and where the page forbids it', async () => {
    const room = await talking({ shortcuts: 'page' });
    for (const target of [field('input'), field('textarea')]) {
      key('keydown', {}, target);
      expect(room.sends).to.equal(false);
    }
    key('keydown', { isComposing: true }, document.body);
    expect(room.sends).to.equal(false);
    key('keydown', { keyCode: 229 }, document.body);
    expect(room.sends).to.equal(false);
    room.element.addEventListener(
      'voice-push-request',
      (event) => {
        event.preventDefault();
      },
      { once: true },
    );
    expect(key('keydown', {}, document.body).defaultPrevented).to.equal(false);
    expect(room.sends).to.equal(false);
    key('keydown', {}, document.body);
    expect(room.sends).to.equal(true);
  });

  it('is the page’s, until the person has chosen their own', async () => {
    const room = await talking({ shortcuts: 'page', 'push-key': 'Control+KeyK' });
    const custom = { code: 'KeyK', key: 'k', altKey: false, ctrlKey: true };
    key('keydown', {}, document.body);
    expect(room.sends).to.equal(false);
    key('keydown', custom, document.body);
    expect(room.sends).to.equal(true);
    key('keyup', custom, document.body);
    preferences().set({ pushKey: 'F8' });
    key('keydown', custom, document.body);
    expect(room.sends).to.equal(false);
    key('keydown', { code: 'F8', key: 'F8', altKey: false }, document.body);
    expect(room.sends).to.equal(true);
  });

  it('mutes while it is held with push-to-mute', async () => {
    const room = await talking({ 'input-mode': 'push-to-mute', shortcuts: 'page' });
    await until(() => room.sends, 'an open microphone');
    key('keydown', {}, document.body);
    expect(room.sends).to.equal(false);
    key('keyup', {}, document.body);
    expect(room.sends).to.equal(true);
  });

  it('costs nothing with an open microphone: there is no button, and no key is heard', async () => {
    const room = await RoomHarness.joined({ attributes: { shortcuts: 'page' } });
    await until(() => room.audio.microphones.length > 0, 'the microphone');
    expect(room.buttons().some((name) => name.startsWith('Push to'))).to.equal(false);
    expect(key('keydown', {}, document.body).defaultPrevented).to.equal(false);
  });
});

describe('the push button', () => {
  const pointer = (room: RoomHarness, type: string, timeStamp: number): void => {
    const event = new PointerEvent(type, {
      bubbles: true,
      composed: true,
      isPrimary: true,
      button: 0,
      pointerId: 1,
    });
    Object.defineProperty(event, 'timeStamp', { value: timeStamp });
    room.target('Push to talk').dispatchEvent(event);
  };
  const click = (room: RoomHarness, timeStamp: number, detail = 1): void => {
    const event = new MouseEvent('click', { bubbles: true, composed: true, detail });
    Object.defineProperty(event, 'timeStamp', { value: timeStamp });
    room.target('Push to talk').dispatchEvent(event);
  };

  it('sends while it is held', async () => {
    const room = await talking();
    pointer(room, 'pointerdown', 1000);
    expect(room.sends).to.equal(true);
    pointer(room, 'pointerup', 3000);
    expect(room.sends).to.equal(false);
    click(room, 3001);
    expect(room.sends).to.equal(false);
    await room.shown();
    expect(room.button('Push to talk').pressed).to.equal('false');
  });

  it('is latched by a tap, and let go by the next one', async () => {
    const room = await talking();
    for (const [at, sends] of [
      [1000, true],
      [5000, false],
      [9000, true],
    ] as const) {
      pointer(room, 'pointerdown', at);
      expect(room.sends).to.equal(true);
      pointer(room, 'pointerup', at + 100);
      click(room, at + 101);
      expect(room.sends).to.equal(sends);
      await room.shown();
      expect(room.button('Push to talk').pressed).to.equal(String(sends));
    }
  });

  it('is toggled by a click without a pointer, which is all that a keyboard or a screen reader has', async () => {
    const room = await talking();
    await room.press('Push to talk');
    expect([room.sends, room.button('Push to talk').pressed]).to.deep.equal([true, 'true']);
    await room.press('Push to talk');
    expect([room.sends, room.button('Push to talk').pressed]).to.deep.equal([false, 'false']);
  });

  it('is let go at once when the system takes the finger away', async () => {
    const room = await talking({ 'release-delay': '2000' });
    for (const type of ['pointercancel', 'lostpointercapture']) {
      pointer(room, 'pointerdown', 1000);
      expect(room.sends).to.equal(true);
      pointer(room, type, 1100);
      expect(room.sends).to.equal(false);
    }
  });

  it('answers the main button of one pointer alone', async () => {
    const room = await talking();
    const target = room.target('Push to talk');
    target.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, isPrimary: true, button: 2 }));
    target.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, isPrimary: false, button: 0 }));
    expect(room.sends).to.equal(false);
  });

  it('is not there for who may only listen', async () => {
    const room = await talking();
    room.transport.current.setLocal({ canPublishMicrophone: false });
    await room.shown();
    expect(room.buttons()).to.not.include('Push to talk');
  });
});
