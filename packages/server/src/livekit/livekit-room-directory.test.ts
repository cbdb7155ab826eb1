// How LiveKit's room service is asked, over real HTTP with its Twirp answers, and what its failures become.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { decodeJwt } from 'jose';
import { LIVEKIT_KEY, LIVEKIT_SECRET } from '../testing/host-app.ts';
import { createLiveKitRoomDirectory } from './livekit-room-directory.ts';
import { LiveKitUnavailable } from './room-directory.ts';

interface RoomService {
  readonly livekit: { apiKey: string; apiSecret: string; wsUrl: string; apiUrl: string };
  readonly calls: { method: string; grant: unknown }[];
  answer: (method: string, response: ServerResponse) => void;
}

async function serve(t: TestContext, answer: RoomService['answer']): Promise<RoomService> {
  const calls: RoomService['calls'] = [];
  const server = createServer((request, response) => {
    const method = request.url?.split('/').at(-1) ?? '';
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    calls.push({ method, grant: decodeJwt(token)['video'] });
    service.answer(method, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const livekit = { apiKey: LIVEKIT_KEY, apiSecret: LIVEKIT_SECRET, wsUrl: 'wss://livekit.example', apiUrl };
  const service: RoomService = { livekit, calls, answer };
  return service;
}

type Person = string | Record<string, unknown>;

/** A room service with one room, its cap, and who is inside; `numParticipants` lags, as LiveKit's does. */
const room =
  (maxParticipants: number, inside: readonly Person[]): RoomService['answer'] =>
  (method, response) => {
    const rooms = [{ name: 'voice-a', maxParticipants, numParticipants: 0 }];
    const participants = inside.map((person) => (typeof person === 'string' ? { identity: person } : person));
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(method === 'ListRooms' ? { rooms } : { participants }));
  };

const failsWith = (reason: string) => (error: unknown) =>
  error instanceof LiveKitUnavailable && error.reason === reason;

describe('a room', () => {
  it('is full when it has a cap and has reached it, except for who is inside already', async (t) => {
    const service = await serve(t, room(2, ['ada', 'bob']));
    const directory = createLiveKitRoomDirectory();
    assert.equal(await directory.isFullFor(service.livekit, 'voice-a', 'eve'), true);
    assert.equal(await directory.isFullFor(service.livekit, 'voice-a', 'ada'), false);
  });

  it('is not full below its cap, without a cap, and while it is not live', async (t) => {
    const below = await serve(t, room(3, ['ada', 'bob']));
    assert.equal(await createLiveKitRoomDirectory().isFullFor(below.livekit, 'voice-a', 'eve'), false);
    const open = await serve(t, room(0, ['ada', 'bob']));
    assert.equal(await createLiveKitRoomDirectory().isFullFor(open.livekit, 'voice-a', 'eve'), false);
    assert.deepEqual(
      open.calls,
      [{ method: 'ListRooms', grant: { roomList: true } }],
      'one question is enough',
    );
    const other = await serve(t, room(1, ['ada']));
    assert.equal(await createLiveKitRoomDirectory().isFullFor(other.livekit, 'voice-b', 'eve'), false);
  });

  it('does not count agents, recorders and people who left, as LiveKit does not', async (t) => {
    const helpers = [
      { identity: 'agent', kind: 'AGENT' },
      { identity: 'egress', kind: 'EGRESS' },
      { identity: 'recorder', permission: { recorder: true } },
      { identity: 'gone', state: 'DISCONNECTED' },
    ];
    const service = await serve(t, room(2, ['ada', ...helpers]));
    assert.equal(await createLiveKitRoomDirectory().isFullFor(service.livekit, 'voice-a', 'eve'), false);
  });

  it('is asked about once a second, however many come', async (t) => {
    let time = 1_000_000;
    const service = await serve(t, room(0, ['ada']));
    const directory = createLiveKitRoomDirectory(() => time);
    await Promise.all(
      Array.from({ length: 50 }, async (_, i) => directory.isFullFor(service.livekit, 'voice-a', `p${i}`)),
    );
    assert.equal(service.calls.length, 1);
    time += 999;
    await directory.isFullFor(service.livekit, 'voice-a', 'eve');
    assert.equal(service.calls.length, 1);
    time += 2;
    await directory.isFullFor(service.livekit, 'voice-a', 'eve');
    assert.equal(service.calls.length, 2);
    await directory.isFullFor(service.livekit, 'voice-b', 'eve');
    assert.equal(service.calls.length, 3, 'another room is another question');
  });
});

describe('LiveKit away', () => {
  it('is told as such when nobody listens', async () => {
    const livekit = {
      apiKey: LIVEKIT_KEY,
      apiSecret: LIVEKIT_SECRET,
      wsUrl: 'ws://127.0.0.1:9',
      apiUrl: 'http://127.0.0.1:9',
    };
    await assert.rejects(
      async () => createLiveKitRoomDirectory().isFullFor(livekit, 'voice-a', 'eve'),
      failsWith('network'),
    );
  });

  it('is told as such when it refuses the key, fails, or sends nonsense', async (t) => {
    const refuses = await serve(t, (_, response) =>
      response.writeHead(401).end('{"code":"unauthenticated"}'),
    );
    await assert.rejects(
      async () => createLiveKitRoomDirectory().isFullFor(refuses.livekit, 'voice-a', 'eve'),
      failsWith('credentials'),
    );
    const fails = await serve(t, (_, response) => response.writeHead(500).end());
    await assert.rejects(
      async () => createLiveKitRoomDirectory().isFullFor(fails.livekit, 'voice-a', 'eve'),
      failsWith('http-status'),
    );
    const nonsense = await serve(t, (_, response) => response.end('<html>'));
    await assert.rejects(
      async () => createLiveKitRoomDirectory().isFullFor(nonsense.livekit, 'voice-a', 'eve'),
      LiveKitUnavailable,
    );
  });

  it('is told after three seconds when it does not answer', { timeout: 8_000 }, async (t) => {
    let time = 1_000;
    const silent = await serve(t, () => undefined);
    const directory = createLiveKitRoomDirectory(() => time);
    const ask = async (room: string) => directory.isFullFor(silent.livekit, room, 'eve');
    await assert.rejects(ask('voice-a'), failsWith('timeout'));
    const { length } = silent.calls;
    await assert.rejects(ask('voice-b'), failsWith('timeout'));
    assert.equal(silent.calls.length, length, 'for a second nobody waits for it again, whatever the room');
    silent.answer = room(0, []);
    time += 1_100;
    assert.equal(await ask('voice-b'), false);
  });

  it('is forgotten at once: the next request asks again', async (t) => {
    const service = await serve(t, (_, response) => response.writeHead(503).end());
    const directory = createLiveKitRoomDirectory(() => 0);
    await assert.rejects(async () => directory.isFullFor(service.livekit, 'voice-a', 'eve'));
    service.answer = room(0, []);
    assert.equal(await directory.isFullFor(service.livekit, 'voice-a', 'eve'), false);
  });
});
