// The settings as a person opens, changes and leaves them.

import { expect } from 'chai';

import { preferences } from '../preferences.ts';
import { RoomHarness, until } from '../../testing/room-harness.ts';

afterEach(async () => {
  await RoomHarness.clear();
  preferences().set({
    inputMode: undefined,
    pushKey: undefined,
    releaseDelay: undefined,
    sensitivity: undefined,
  });
});

const open = async (room: RoomHarness): Promise<HTMLDialogElement> => {
  await room.press('Settings');
  await until(() => room.settings()?.open === true, 'the settings');
  const dialog = room.settings();
  if (!dialog) throw new Error('the settings are not open');
  return dialog;
};

const joined = async (attributes: Record<string, string> = {}): Promise<RoomHarness> => {
  const room = await RoomHarness.joined({ attributes });
  await until(() => room.audio.microphones.length > 0, 'the microphone');
  return room;
};

const choice = (dialog: HTMLDialogElement, name: string): HTMLInputElement => {
  const label = [...dialog.querySelectorAll('label')].find(
    (one) => one.querySelector('span')?.textContent === name,
  );
  const input = label?.querySelector('input');
  if (!input) throw new Error(`there is no choice "${name}"`);
  return input;
};

const key = (dialog: HTMLDialogElement, code: string, init: KeyboardEventInit = {}): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', {
    code,
    key: code,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  });
  (dialog.querySelector('button[aria-pressed]') ?? dialog).dispatchEvent(event);
  return event;
};

describe('the settings', () => {
  it('open as a named modal dialog, and give the focus back when they are closed', async () => {
    const room = await joined();
    const dialog = await open(room);
    expect(dialog.matches(':modal')).to.equal(true);
    expect(
      room.element.shadowRoot?.getElementById(dialog.getAttribute('aria-labelledby') ?? '')?.textContent,
    ).to.equal('Settings');
    await room.press('Close');
    expect(room.settings()).to.equal(null);
    expect(room.focused()).to.equal('Settings');
  });

  it('close with Escape and with a press beside them, once, and open again', async () => {
    const room = await joined();
    const first = await open(room);
    first.dispatchEvent(new Event('cancel', { cancelable: true }));
    expect(room.settings()).to.equal(null);
    const second = await open(room);
    second.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(room.settings()).to.equal(null);
  });

  it('stay closed where the page forbids them, and close with the element', async () => {
    const room = await joined();
    room.element.addEventListener(
      'voice-settings-request',
      (event) => {
        event.preventDefault();
      },
      { once: true },
    );
    await room.press('Settings');
    expect(room.settings()).to.equal(null);
    const dialog = await open(room);
    room.element.remove();
    expect(dialog.open).to.equal(false);
    expect(dialog.isConnected).to.equal(false);
  });

  it('set the mode for this person, above what the page sets, in every room and for the next visit', async () => {
    const room = await joined();
    const dialog = await open(room);
    expect(choice(dialog, 'Open microphone').checked).to.equal(true);
    choice(dialog, 'Push to talk').click();
    await room.shown();
    await until(() => room.element.snapshot.self?.inputMode === 'push-to-talk', 'push-to-talk');
    expect(room.sends).to.equal(false);
    expect(dialog.querySelector('kbd')?.textContent).to.match(/X$/);
    await RoomHarness.clear();
    const later = await joined({ 'input-mode': 'voice' });
    await until(() => later.element.snapshot.self?.inputMode === 'push-to-talk', 'push-to-talk again');
    preferences().set({ inputMode: undefined });
    await until(() => later.element.snapshot.self?.inputMode === 'voice', 'what the page says');
  });

  it('record a key, refuse one that is needed elsewhere, and let the page see neither', async () => {
    const room = await joined({ 'input-mode': 'push-to-talk', shortcuts: 'page' });
    const dialog = await open(room);
    const seen: string[] = [];
    const hear = new AbortController();
    document.addEventListener('keydown', (event) => seen.push(event.code), { signal: hear.signal });
    await room.press('Change');
    expect(key(dialog, 'AltLeft', { key: 'Alt', altKey: true }).defaultPrevented).to.equal(true);
    key(dialog, 'Space', { key: ' ' });
    expect(dialog.textContent).to.contain('needed elsewhere');
    key(dialog, 'KeyK', { key: 'k', ctrlKey: true });
    hear.abort();
    await room.shown();
    expect(preferences().current.pushKey).to.equal('Control+KeyK');
    expect(dialog.querySelector('kbd')?.textContent).to.match(/K$/);
    expect(seen).to.deep.equal([]);
  });

  it('stop recording with Escape, without closing, and with Tab, which goes on', async () => {
    const room = await joined({ 'input-mode': 'push-to-talk' });
    const dialog = await open(room);
    await room.press('Change');
    expect(dialog.querySelector('kbd')).to.equal(null);
    expect(key(dialog, 'Escape').defaultPrevented).to.equal(true);
    expect([dialog.open, dialog.querySelector('kbd') !== null]).to.deep.equal([true, true]);
    await RoomHarness.clear();
    const again = await joined({ 'input-mode': 'push-to-talk' });
    const second = await open(again);
    await again.press('Change');
    expect(key(second, 'Tab').defaultPrevented).to.equal(false);
    expect(second.querySelector('kbd')).to.not.equal(null);
    expect(preferences().current.pushKey).to.equal(undefined);
  });

  it('set the release delay and the sensitivity', async () => {
    const room = await joined({ 'input-mode': 'push-to-talk' });
    const dialog = await open(room);
    const slide = (input: HTMLInputElement, value: number) => {
      input.value = String(value);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    };
    slide(choice(dialog, 'Keep the key down after you let go'), 750);
    expect(preferences().current.releaseDelay).to.equal(750);
    await room.shown();
    expect(dialog.textContent).to.contain('750 ms');
    choice(dialog, 'Automatic').click();
    await until(() => room.audio.microphone.sensitivity === 'automatic', 'the automatic sensitivity');
    choice(dialog, 'From this loudness on').click();
    await until(() => room.audio.microphone.sensitivity === -50, 'a threshold');
    slide(choice(dialog, 'Loudness from which you are sent'), -35);
    await until(() => room.audio.microphone.sensitivity === -35, 'the threshold');
    await room.shown();
    expect(dialog.textContent).to.contain('-35 dB');
  });

  it('name every slider, and none by its value', async () => {
    preferences().set({ inputMode: 'push-to-talk', sensitivity: -40 });
    const room = await joined();
    const dialog = await open(room);
    await room.shown();
    const names = [...dialog.querySelectorAll<HTMLInputElement>('input[type=range]')].map((input) =>
      [...(input.labels ?? [])].map((label) => label.querySelector('span')?.textContent).join(),
    );
    expect(names).to.deep.equal([
      'Keep the key down after you let go',
      'Loudness from which you are sent',
      'Volume of all voices',
    ]);
  });

  it('show the level in front of the gate and the mark of the threshold', async () => {
    const room = await joined();
    preferences().set({ sensitivity: -40 });
    const dialog = await open(room);
    const meter = dialog.querySelector<HTMLElement>('.meter');
    const mark = dialog.querySelector<HTMLElement>('.meter-mark');
    room.audio.microphone.loudness = 0.1;
    await until(() => meter?.style.getPropertyValue('--_input') === '0.750', 'the level');
    expect([mark?.style.getPropertyValue('--_mark'), meter?.hasAttribute('data-sent')]).to.deep.equal([
      '0.500',
      true,
    ]);
    room.audio.microphone.loudness = 0.001;
    await until(() => meter?.hasAttribute('data-sent') === false, 'a quiet meter');
  });
});

describe('what the person has chosen', () => {
  it('is read with care: the storage belongs to every script of the site', async () => {
    const { PreferenceStore } = await import('../preferences.ts');
    for (const [text, current] of [
      ['{', {}],
      ['null', {}],
      ['[]', {}],
      ['{"inputMode":"telepathy","pushKey":7,"releaseDelay":"x","sensitivity":"loud"}', {}],
      [`{"pushKey":"${'x'.repeat(99)}"}`, {}],
      [
        '{"inputMode":"push-to-mute","sensitivity":-30,"other":1}',
        { inputMode: 'push-to-mute', sensitivity: -30 },
      ],
    ] as const) {
      const store = new PreferenceStore(() => ({ getItem: () => text, setItem: () => undefined }));
      expect(store.current, text).to.deep.equal(current);
    }
  });

  it('counts until the page is closed where nothing may be stored', async () => {
    const { PreferenceStore } = await import('../preferences.ts');
    const store = new PreferenceStore(() => {
      throw new DOMException('no', 'SecurityError');
    });
    let told = 0;
    store.subscribe(() => (told += 1), new AbortController().signal);
    store.set({ inputMode: 'push-to-talk' });
    store.set({ releaseDelay: 100 });
    expect([store.current, told]).to.deep.equal([{ inputMode: 'push-to-talk', releaseDelay: 100 }, 2]);
  });
});
