// The bots on a real LiveKit server, heard by a listener outside of any browser.
import assert from 'node:assert/strict';
import { RoomServiceClient } from 'livekit-server-sdk';
import { after, before, describe, it } from 'node:test';
import { startLiveKit, type LiveKitServer } from '../livekit/start-livekit.ts';
import { eventually } from '../process/eventually.ts';
import { isRunning } from '../process/is-running.ts';
import { startBots, type Bots } from './start-bots.ts';
import { startListener, type Listener } from './start-listener.ts';

const room = 'voice-general';
const both = ['bot-ada', 'bot-noor'];
let livekit: LiveKitServer;
let bots: Bots;
let ear: Listener;

before(async () => {
  livekit = await startLiveKit();
  bots = await startBots({ livekit, room, avatarBase: 'http://localhost:3000/avatars' });
  ear = await startListener({ livekit, room });
});
after(async () => {
  await ear?.stop();
  await bots?.stop();
  await livekit?.stop();
});

const listen = (since: number) => ({
  to: (identity: string, frames = 50) =>
    eventually(`${identity}'s voice`, () => ear.loudFrames(identity, since) >= frames, 30_000),
});

describe('the bots', () => {
  it('are in the room with their names and pictures when they are said to be', async () => {
    assert.deepEqual(bots.identities, both);
    assert.deepEqual(ear.people.toSorted(), both);
    const api = new RoomServiceClient(livekit.httpUrl, livekit.apiKey, livekit.apiSecret);
    const ada = await api.getParticipant(room, 'bot-ada');
    assert.equal(ada.name, 'Ada');
    assert.equal(ada.attributes['voice.avatar'], 'http://localhost:3000/avatars/ada.svg');
    assert.equal(ada.permission?.canUpdateMetadata, false);
  });

  it('talk in turns: both are heard, never two at once', async () => {
    const since = Date.now();
    await listen(since).to('bot-ada', 150);
    await listen(since).to('bot-noor', 150);
    const loud = ear.heard.filter(({ at, loudFrames }) => at >= since && loudFrames > 3);
    for (const one of loud) {
      // Two windows of a tenth of a second that overlap by half are at the same time.
      const other = loud.find(({ identity, at }) => identity !== one.identity && Math.abs(at - one.at) < 50);
      assert.equal(other, undefined, `${one.identity} and ${other?.identity} at ${one.at}`);
    }
  });

  it('come back after LiveKit crashed and came up again', async () => {
    await ear.stop();
    await livekit.kill();
    await livekit.restart();
    ear = await startListener({ livekit, room });
    const since = Date.now();
    await listen(since).to('bot-ada');
    await listen(since).to('bot-noor');
  });

  it('come back after their own process crashed', async () => {
    const crashed = bots.pid;
    process.kill(crashed, 'SIGKILL');
    await eventually('the end of the process', () => !isRunning(crashed));
    const since = Date.now();
    await listen(since).to('bot-ada');
    assert.notEqual(bots.pid, crashed);
  });

  it('leave when they are stopped, and their process with them', async () => {
    await bots.stop();
    await bots.stop();
    assert.ok(!isRunning(bots.pid));
    await eventually('the empty room', () => ear.people.length === 0);
  });
});

describe('a listener', () => {
  it('hears data, and who sent it', async () => {
    const other = await startListener({ livekit, room, identity: 'other' });
    await eventually('the other', () => ear.people.includes('other'));
    other.send('{"muted":true}', { topic: 'state', to: [ear.identity] });
    const { from, topic, text } = await eventually('the message', () => ear.data.at(-1));
    assert.deepEqual({ from, topic, text }, { from: 'other', topic: 'state', text: '{"muted":true}' });
    await other.stop();
  });

  it('says why it cannot join', async () => {
    await assert.rejects(
      startListener({ livekit, room, token: 'no-token' }),
      /the listener could not join voice-general/,
    );
  });
});
