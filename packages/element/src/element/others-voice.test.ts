// How the others are heard, from one visit to the next and in whatever session.

import { expect } from 'chai';

import { preferences, PreferenceStore } from './preferences.ts';
import { MOST_PEOPLE, soundPeople, withPerson } from './people-memory.ts';
import { RoomHarness, scriptedSession, until } from '../testing/room-harness.ts';

afterEach(async () => {
  await RoomHarness.clear();
  preferences().set({ people: undefined, outputVolume: undefined });
});

const people = [{ identity: 'ada' }, { identity: 'linus' }];
const heard = (room: RoomHarness) => ['ada', 'linus'].map((one) => room.audio.playback.volumes.get(one) ?? 1);
const key = (target: EventTarget, code: string, init: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', {
    code,
    key: code,
    altKey: true,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  });
  target.dispatchEvent(event);
  return event.defaultPrevented;
};

describe('the others’ voices', () => {
  it('are as loud as they were set before, in another room and on another visit', async () => {
    const room = await RoomHarness.joined({ people });
    room.element.setParticipantVolume('ada', 0.4);
    expect(heard(room)).to.deep.equal([0.4, 1]);
    await RoomHarness.clear();
    const text = localStorage.getItem('voice-room:preferences');
    expect(
      new PreferenceStore(() => ({ getItem: () => text, setItem: () => undefined })).current.people,
    ).to.deep.equal([{ identity: 'ada', volume: 0.4, muted: false }]);
    const later = await RoomHarness.joined({ people });
    await until(() => heard(later)[0] === 0.4, 'the volume');
    expect(later.element.snapshot.participants[0]?.volume).to.equal(0.4);
  });

  it('are so in a session made elsewhere too, and follow what another tab changes', async () => {
    const room = RoomHarness.mount();
    const session = scriptedSession(room.transport, room.audio);
    room.transport.people = people;
    session.setCredentials(() => Promise.resolve({ serverUrl: 'ws://scripted', participantToken: 'ticket' }));
    session.setChannel('general');
    preferences().set({ people: [{ identity: 'linus', volume: 2, muted: true }], outputVolume: 0.5 });
    room.element.session = session;
    await session.join();
    await until(() => room.audio.playbacks.length > 0 && heard(room)[1] === 0, 'the mute');
    expect(heard(room)).to.deep.equal([0.5, 0]);
    preferences().set({ people: [] });
    await until(() => heard(room)[1] === 0.5, 'the mute to end');
    await session.dispose();
  });

  it('are left alone by a room whose person set nothing', async () => {
    const room = await RoomHarness.joined({ people });
    room.element.session.setParticipantVolume('ada', 0.3);
    room.element.requestUpdate();
    await room.shown();
    expect(heard(room)[0]).to.equal(0.3);
  });

  it('go up and down together by the keyboard, with the focus inside and not in a text field', async () => {
    const field = document.createElement('input');
    const room = await RoomHarness.joined({ people, before: (element) => element.append(field) });
    const deafen = room.target('Deafen');
    await until(() => key(deafen, 'ArrowDown'), 'the keys');
    expect(preferences().current.outputVolume).to.equal(0.9);
    await until(() => heard(room)[0] === 0.9, 'the volume');
    key(deafen, 'ArrowDown', { repeat: true });
    expect(preferences().current.outputVolume).to.equal(0.8);
    for (let press = 0; press < 3; press += 1) key(deafen, 'ArrowUp');
    expect(preferences().current.outputVolume).to.equal(1);
    expect(key(document.body, 'ArrowDown')).to.equal(false);
    expect(key(deafen, 'ArrowDown', { altKey: false })).to.equal(false);
    expect(key(field, 'ArrowDown')).to.equal(false);
    room.element.setAttribute('shortcuts', 'page');
    expect(key(document.body, 'ArrowDown')).to.equal(true);
    room.element.setAttribute('shortcuts', 'off');
    expect(key(deafen, 'ArrowDown')).to.equal(false);
    await room.press('Leave');
    room.element.setAttribute('shortcuts', 'page');
    expect(key(document.body, 'ArrowDown')).to.equal(false);
  });

  it('have one volume in the settings', async () => {
    const room = await RoomHarness.joined({ people });
    await room.press('Settings');
    await until(() => room.settings() !== null, 'the settings');
    const input = [...(room.settings()?.querySelectorAll<HTMLInputElement>('input[max="100"]') ?? [])][0];
    if (!input) throw new Error('there is no volume');
    expect([input.value, room.settings()?.textContent.includes('Alt + Arrow Up')]).to.deep.equal([
      '100',
      true,
    ]);
    input.value = '40';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await until(() => heard(room)[1] === 0.4, 'the volume');
    await room.shown();
    expect(input.getAttribute('aria-valuetext')).to.equal('40 %');
  });
});

describe('what is remembered of people', () => {
  it('is nothing for who is heard as they send, and at most so many', () => {
    let all = soundPeople([]);
    for (let index = 0; index <= MOST_PEOPLE; index += 1) all = withPerson(all, `p${index}`, { volume: 0.5 });
    expect([all.length, all[0]?.identity]).to.deep.equal([MOST_PEOPLE, 'p1']);
    all = withPerson(all, 'p1', { muted: true });
    expect(all.at(-1)).to.deep.equal({ identity: 'p1', volume: 0.5, muted: true });
    all = withPerson(withPerson(all, 'p1', { muted: false }), 'p1', { volume: 1 });
    expect(all.some(({ identity }) => identity === 'p1')).to.equal(false);
  });

  it('is read with care', () => {
    for (const [value, people] of [
      ['x', []],
      [
        [
          null,
          1,
          {},
          { identity: 1, volume: 1 },
          { identity: 'a' },
          { identity: 'x'.repeat(300), volume: 0 },
        ],
        [],
      ],
      [[{ identity: 'a', volume: 7, muted: 'yes', more: 1 }], [{ identity: 'a', volume: 2, muted: false }]],
      [[{ identity: '__proto__', volume: 0.5 }], [{ identity: '__proto__', volume: 0.5, muted: false }]],
      [
        [
          { identity: 'a', volume: 0 },
          { identity: 'a', volume: 1, muted: true },
        ],
        [{ identity: 'a', volume: 1, muted: true }],
      ],
    ] as const) {
      expect(soundPeople(value)).to.deep.equal(people);
    }
  });
});
