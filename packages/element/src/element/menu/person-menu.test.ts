// A person's menu as somebody opens, uses and leaves it.

import { expect } from 'chai';

import type { VoiceLocalMuteRequestEvent, VoiceVolumeRequestEvent } from '../ask-events.ts';
import { preferences } from '../preferences.ts';
import { RoomHarness, until, type RoomOptions } from '../../testing/room-harness.ts';

afterEach(async () => {
  await RoomHarness.clear();
  preferences().set({ people: undefined });
});

const ADA = 'Options for \u2068ada\u2069';
const LINUS = 'Options for \u2068linus\u2069';
const people = [{ identity: 'ada' }, { identity: 'linus' }];

const joined = (options: RoomOptions = {}): Promise<RoomHarness> =>
  RoomHarness.joined({ people, ...options });

const opened = async (room: RoomHarness): Promise<HTMLElement> => {
  await until(() => room.menu() !== null, 'the menu');
  const menu = room.menu();
  if (!menu) throw new Error('the menu is not open');
  return menu;
};

const open = async (room: RoomHarness, name = ADA): Promise<HTMLElement> => {
  await room.press(name);
  return opened(room);
};

const slider = (menu: HTMLElement): HTMLInputElement => {
  const input = menu.querySelector('input');
  if (!input) throw new Error('there is no slider');
  return input;
};

const slide = (menu: HTMLElement, percent: number): void => {
  slider(menu).value = String(percent);
  slider(menu).dispatchEvent(new Event('input', { bubbles: true }));
};

const ada = (room: RoomHarness) =>
  room.element.snapshot.participants.find(({ identity }) => identity === 'ada');
const active = (room: RoomHarness) => room.element.shadowRoot?.activeElement ?? null;
const mute = (menu: HTMLElement) => menu.querySelector('[aria-pressed]')?.getAttribute('aria-pressed');

describe('a person’s menu', () => {
  it('is there for everybody but oneself, and opens by their button with the focus on the volume', async () => {
    const room = await joined();
    expect(room.buttons().filter((name) => name.startsWith('Options'))).to.deep.equal([ADA, LINUS]);
    const menu = await open(room);
    expect([menu.role, menu.ariaLabel, active(room)]).to.deep.equal(['dialog', ADA, slider(menu)]);
    expect([slider(menu).value, slider(menu).getAttribute('aria-valuetext'), mute(menu)]).to.deep.equal([
      '100',
      '100 %',
      'false',
    ]);
  });

  it('opens by a right click and the context menu key, in place of the browser’s own', async () => {
    const room = await joined();
    const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true });
    room.target(LINUS).closest('li')?.dispatchEvent(event);
    expect((await opened(room)).ariaLabel).to.equal(LINUS);
    expect(event.defaultPrevented).to.equal(true);
  });

  it('closes by its button, and gives the focus back; another’s button opens theirs', async () => {
    const room = await joined();
    await open(room);
    room.target(ADA).click();
    await until(() => room.menu() === null, 'the menu to close');
    await room.shown();
    expect(room.focused()).to.equal(ADA);
    await open(room);
    await open(room, LINUS);
    await until(() => room.menu()?.ariaLabel === LINUS, 'the other menu');
    expect(room.element.shadowRoot?.querySelectorAll('[part~=menu]')).to.have.length(1);
  });

  it('closes when the focus goes elsewhere, and leaves it there', async () => {
    const room = await joined();
    await open(room);
    room.focus('Mute');
    await until(() => room.menu() === null, 'the menu to close');
    expect(room.focused()).to.equal('Mute');
  });

  it('closes when its person leaves, and the focus goes to the next person, then to the controls', async () => {
    const room = await joined();
    await open(room);
    room.transport.current.remove('ada');
    await until(() => room.menu() === null, 'the menu to close');
    expect(room.focused()).to.equal(LINUS);
    await open(room, LINUS);
    room.transport.current.remove('linus');
    await until(() => room.menu() === null, 'the other menu to close');
    expect(room.focused()).to.equal('Mute');
  });

  it('goes with the room', async () => {
    const room = await joined();
    const menu = await open(room);
    room.element.remove();
    expect(menu.isConnected).to.equal(false);
  });

  it('sets the volume, asks first, and finds the way back to 100 %', async () => {
    const room = await joined();
    const asked: unknown[] = [];
    room.element.addEventListener('voice-volume-request', (event: VoiceVolumeRequestEvent) => {
      asked.push([event.identity, event.volume]);
      if (event.volume === 0.5) event.preventDefault();
    });
    const menu = await open(room);
    slide(menu, 150);
    await until(() => ada(room)?.volume === 1.5, 'a volume of 150 %');
    await room.shown();
    expect(slider(menu).getAttribute('aria-valuetext')).to.equal('150 %');
    expect(menu.textContent).to.contain('hear themselves');
    slide(menu, 50);
    await room.shown();
    expect(ada(room)?.volume).to.equal(1.5);
    await room.press('Back to 100 %');
    expect(ada(room)?.volume).to.equal(1);
    slide(menu, 30);
    slider(menu).dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await until(() => ada(room)?.volume === 1, 'a volume of 100 %');
    room.element.setParticipantVolume('ada', 2);
    expect(asked).to.deep.equal([
      ['ada', 1.5],
      ['ada', 0.5],
      ['ada', 1],
      ['ada', 0.3],
      ['ada', 1],
    ]);
  });

  it('silences somebody for oneself: the tile says so, the volume stays, nobody is told', async () => {
    const room = await joined();
    const asked: unknown[] = [];
    room.element.addEventListener('voice-local-mute-request', (event: VoiceLocalMuteRequestEvent) => {
      asked.push([event.identity, event.muted]);
    });
    const menu = await open(room);
    const sent = room.transport.current.sent.length;
    await room.press('Mute for me');
    await until(() => ada(room)?.mutedForMe === true, 'the mute');
    await room.shown();
    expect([mute(menu), room.tiles()[0]?.aloud, ada(room)?.volume]).to.deep.equal([
      'true',
      ', muted for you',
      1,
    ]);
    expect(room.audio.playback.volumes.get('ada')).to.equal(0);
    await room.press('Mute for me');
    await until(() => room.tiles()[0]?.aloud === '', 'the mark to go');
    expect(room.audio.playback.volumes.get('ada')).to.equal(1);
    expect(asked).to.deep.equal([
      ['ada', true],
      ['ada', false],
    ]);
    expect(room.transport.current.sent.length).to.equal(sent);
  });

  for (const [name, options] of [
    ['a wide room', {}],
    ['a list of rows', { width: 240, height: 420 }],
    ['a list from right to left', { width: 240, height: 420, attributes: { dir: 'rtl' } }],
  ] as const satisfies readonly (readonly [string, RoomOptions])[]) {
    it(`stands beside its button and inside the viewport in ${name}`, async () => {
      const room = await joined(options);
      const menu = await open(room);
      const box = menu.getBoundingClientRect();
      const button = room.target(ADA).getBoundingClientRect();
      const tile = room.tiles()[0]?.box ?? button;
      expect(box.left).to.be.at.least(0);
      expect(box.top).to.be.at.least(0);
      expect(box.right).to.be.at.most(document.documentElement.clientWidth);
      expect(box.bottom).to.be.at.most(document.documentElement.clientHeight);
      const gaps = [
        box.left - tile.right,
        tile.left - box.right,
        box.top - button.bottom,
        button.top - box.bottom,
      ];
      expect(
        gaps.some((gap) => gap >= 0 && gap <= 8),
        gaps.join(),
      ).to.equal(true);
      expect(button.height).to.be.at.least(24);
    });
  }
});
