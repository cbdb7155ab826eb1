// Two people and a bot in one channel: seeing, hearing, muting, deafening, leaving.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { startBots, type Bots } from '@voice-room/dev-stack/bots/start-bots.ts';
import { startListener, type Listener } from '@voice-room/dev-stack/bots/start-listener.ts';
import type { Browser } from 'playwright-core';
import { launchChromium, openPage, personAt } from '../stage/chromium.ts';
import { eventually } from '../stage/eventually.ts';
import type { Person } from '../stage/person.ts';
import { startStage, type Stage } from '../stage/stage.ts';

let stage: Stage;
let browser: Browser;
let ends: (() => Promise<void>)[] = [];
let channels = 0;

before(async () => {
  stage = await startStage({ serverEnv: { CHANNEL_ACCESS: 'all' } });
  browser = await launchChromium();
});
afterEach(async () => {
  await Promise.all(ends.map((end) => end().catch(() => undefined)));
  ends = [];
});
after(async () => {
  await browser.close();
  await stage.stop();
});

const freshChannel = () => `journey-${(channels += 1)}`;

async function join(
  channel: string,
  identity: string,
  settings: Record<string, string> = {},
): Promise<Person> {
  const page = await openPage(browser, stage.url({ channel, 'who.identity': identity, ...settings }));
  const person = personAt(page, identity);
  ends.push(() => person.close());
  return person;
}

async function listen(channel: string): Promise<Listener> {
  const listener = await startListener({ livekit: stage.livekit, room: `voice-${channel}` });
  ends.push(() => listener.stop());
  return listener;
}

async function bots(channel: string): Promise<Bots> {
  const speaking = await startBots({ livekit: stage.livekit, room: `voice-${channel}` });
  ends.push(() => speaking.stop());
  return speaking;
}

describe('a call of two people and a bot', () => {
  it('lets each see the others within three seconds of their join, and hear them', async () => {
    const channel = freshChannel();
    const { identities } = await bots(channel);
    const ada = await join(channel, 'ada');
    await ada.untilTalking();
    const bob = await join(channel, 'bob');
    await bob.untilPhase('connected');
    await Promise.all([ada.untilSees('bob', {}, 3000), bob.untilSees('ada', {}, 3000)]);
    for (const identity of identities) await bob.untilSees(identity, {}, 3000);
    await ada.untilHears();
    await bob.untilHears();
  });

  it('is loud where they talk and silent where they are muted', async () => {
    const channel = freshChannel();
    const ada = await join(channel, 'ada');
    await ada.untilTalking();
    const ear = await listen(channel);
    const start = Date.now();
    await eventually(() =>
      assert.ok(ear.loudFrames('ada', start) > 20, `${ear.loudFrames('ada', start)} loud frames`),
    );
    await ada.press('Mute');
    await eventually(async () => assert.equal((await ada.snapshot()).self?.muted, true));
    const muted = Date.now() + 500;
    await eventually(() => {
      if (Date.now() < muted + 3000) throw new Error('listening on');
    });
    assert.equal(ear.loudFrames('ada', muted), 0);
    await ada.press('Mute');
    const again = Date.now();
    await eventually(() => assert.ok(ear.loudFrames('ada', again) > 20));
  });

  it('rings around who speaks, and the ring goes out', async () => {
    const channel = freshChannel();
    const ada = await join(channel, 'ada');
    const bob = await join(channel, 'bob', { 'attr.start-muted': '' });
    await ada.untilTalking();
    await bob.untilSees('ada', { speaking: true });
    await ada.evaluate(() => {
      window.room.toggleMute(true);
    });
    await bob.untilSees('ada', { speaking: false, muted: true });
    const spoke = await bob.evaluate(() =>
      window.events.filter(({ type }) => type === 'voice-speaking-change'),
    );
    assert.deepEqual([spoke[0]?.speaking, spoke.at(-1)?.speaking], [true, false]);
  });

  it('rings around who speaks for somebody who is deafened, too', async () => {
    const channel = freshChannel();
    const { identities } = await bots(channel);
    const ada = await join(channel, 'ada', { 'attr.start-deafened': '' });
    await ada.untilPhase('connected');
    await eventually(async () => {
      const { participants } = await ada.snapshot();
      assert.ok(participants.some(({ identity, speaking }) => speaking && identities.includes(identity)));
    });
    assert.equal((await ada.hearsOver(1000)) < 1e-7, true, 'somebody deafened hears something');
  });

  it('stops the energy at the other’s receiver when one mutes', async () => {
    const channel = freshChannel();
    const ada = await join(channel, 'ada');
    const bob = await join(channel, 'bob', { 'attr.start-muted': '' });
    await ada.untilTalking();
    await bob.untilPhase('connected');
    await bob.untilHears();
    await ada.press('Mute');
    await bob.untilSees('ada', { muted: true });
    await bob.untilHearsNothing();
  });

  it('deafened is silent both ways, and the others see it, whoever comes later too', async () => {
    const channel = freshChannel();
    const ada = await join(channel, 'ada');
    const bob = await join(channel, 'bob');
    await ada.untilTalking();
    await bob.untilTalking();
    await bob.press('Deafen');
    await ada.untilSees('bob', { deafened: true, muted: true });
    await ada.untilHearsNothing();
    const cleo = await join(channel, 'cleo', { 'attr.start-muted': '' });
    await cleo.untilSees('bob', { deafened: true, muted: true });
    assert.deepEqual(
      await cleo.evaluate(() => window.events.filter(({ type }) => type === 'voice-participant-join')),
      [],
    );
    await bob.press('Deafen');
    await ada.untilSees('bob', { deafened: false, muted: false });
    await cleo.untilSees('bob', { deafened: false });
    await ada.untilHears();
  });
});

describe('leaving', () => {
  const ways: Record<string, (person: Person) => Promise<unknown>> = {
    'by the button': (person) => person.press('Leave'),
    'by closing the tab': (person) => person.close(),
    'by removing the element': (person) =>
      person.evaluate(() => {
        window.room.remove();
      }),
  };
  for (const [how, leave] of Object.entries(ways)) {
    it(`${how} frees the room and the microphone`, async () => {
      const channel = freshChannel();
      const ada = await join(channel, 'ada');
      const bob = await join(channel, 'bob');
      await Promise.all([ada.untilTalking(), bob.untilTalking()]);
      await leave(bob);
      await ada.untilDoesNotSee('bob', 5000);
      await eventually(async () => assert.deepEqual(await stage.people(channel), ['ada']));
      if (how === 'by closing the tab') return;
      assert.deepEqual(await bob.evaluate(() => [window.liveCaptures(), window.openConnections()]), [0, 0]);
    });
  }
});

describe('channels', () => {
  it('never hear each other', async () => {
    const [one, other] = [freshChannel(), freshChannel()];
    const ada = await join(one, 'ada');
    const bob = await join(other, 'bob');
    await Promise.all([ada.untilTalking(), bob.untilTalking()]);
    const ear = await listen(other);
    const start = Date.now();
    await eventually(() => assert.ok(ear.loudFrames('bob', start) > 20));
    assert.equal(ear.frames('ada', start), 0);
    assert.deepEqual((await ada.snapshot()).participants, []);
    await ada.untilHearsNothing();
  });

  it('are changed by changing channel-id, with the same microphone', async () => {
    const [one, other] = [freshChannel(), freshChannel()];
    const ada = await join(one, 'ada');
    const bob = await join(one, 'bob');
    const cleo = await join(other, 'cleo');
    await Promise.all([ada.untilTalking(), bob.untilTalking(), cleo.untilTalking()]);
    await ada.evaluate((channel: string) => {
      window.room.setAttribute('channel-id', channel);
    }, other);
    await cleo.untilSees('ada', { muted: false });
    await bob.untilDoesNotSee('ada');
    await ada.untilSees('cleo');
    await cleo.untilHears();
    assert.equal(await ada.evaluate(() => window.captureCount()), 1);
    assert.deepEqual(await stage.people(one), ['bob']);
  });
});

describe('moving the element in the page', () => {
  it('keeps the call and its connection', async () => {
    const channel = freshChannel();
    const ada = await join(channel, 'ada');
    const bob = await join(channel, 'bob', { 'attr.start-muted': '' });
    await ada.untilTalking();
    await bob.untilSees('ada');
    const connections = () => ada.evaluate(() => [window.captureCount(), window.openConnections()]);
    const before = await connections();
    await ada.evaluate(() => {
      const box = document.createElement('section');
      document.body.append(box);
      box.append(window.room);
    });
    await bob.untilHears();
    assert.deepEqual(
      await bob.evaluate(() => window.events.filter(({ type }) => type === 'voice-participant-leave')),
      [],
    );
    assert.deepEqual(await connections(), before);
    assert.equal((await ada.snapshot()).phase.name, 'connected');
  });
});
