// A real LiveKit server: up, down, up again.
import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { after, describe, it } from 'node:test';
import { findFreePorts, isPortFree } from '../process/free-ports.ts';
import { isRunning } from '../process/is-running.ts';
import { PortInUse } from '../process/port-in-use.ts';
import { startLiveKit, type LiveKitOptions, type LiveKitServer } from './start-livekit.ts';

const started: LiveKitServer[] = [];
after(() => Promise.all(started.map((server) => server.stop())));

async function start(options?: LiveKitOptions): Promise<LiveKitServer> {
  const server = await startLiveKit(options);
  started.push(server);
  return server;
}

const api = ({ httpUrl, apiKey, apiSecret }: LiveKitServer) =>
  new RoomServiceClient(httpUrl, apiKey, apiSecret);

describe('a LiveKit server', () => {
  it('answers with its own keys on ports of its own, two beside each other', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    assert.notEqual(one.port, two.port);
    assert.notEqual(one.apiSecret, two.apiSecret);
    await api(one).createRoom({ name: 'voice-a' });
    assert.deepEqual(
      (await api(one).listRooms()).map(({ name }) => name),
      ['voice-a'],
    );
    assert.deepEqual(await api(two).listRooms(), []);
  });

  it('does not take the keys of another', async () => {
    const server = await start();
    const stranger = new RoomServiceClient(server.httpUrl, server.apiKey, 'x'.repeat(40));
    await assert.rejects(stranger.listRooms());
  });

  it('takes the port and the keys that it is given', async () => {
    const [port = 0] = await findFreePorts(1);
    const server = await start({ port, apiKey: 'APItest', apiSecret: 's'.repeat(40) });
    assert.equal(server.url, `ws://127.0.0.1:${port}`);
    await new RoomServiceClient(server.httpUrl, 'APItest', 's'.repeat(40)).listRooms();
  });

  it('comes back after a crash on the same ports with the same keys', async () => {
    const server = await start();
    const before = server.pid;
    await server.kill();
    assert.deepEqual(await server.ended, { code: null, signal: 'SIGKILL' });
    await assert.rejects(fetch(server.httpUrl));
    await server.restart();
    assert.notEqual(server.pid, before);
    await api(server).listRooms();
  });

  it('leaves neither process nor port nor file when it is stopped', async () => {
    const server = await start();
    await server.stop();
    assert.ok(!isRunning(server.pid));
    assert.ok(await isPortFree(server.port));
    await assert.rejects(access(server.logFile));
  });

  it('says which port is taken', async () => {
    const { port } = await start();
    await assert.rejects(
      startLiveKit({ port }),
      (error) => error instanceof PortInUse && error.port === port,
    );
  });

  it('keeps the limits that a room is given', async () => {
    const server = await start({ room: { max_participants: 3 } });
    const room = await api(server).createRoom({ name: 'voice-small' });
    assert.equal(room.maxParticipants, 3);
  });

  it('is told nothing by the environment of this shell', async (t) => {
    const foreign = { LIVEKIT_CONFIG: 'port: 1', LIVEKIT_KEYS: 'a: b', REDIS_HOST: '127.0.0.1:9' };
    Object.assign(process.env, foreign);
    t.after(() => Object.keys(foreign).forEach((name) => delete process.env[name]));
    await api(await start()).listRooms();
  });

  it('opens no port to other machines, as LiveKit does for media over TCP', async () => {
    const { logFile } = await start();
    const listening = (await readFile(logFile, 'utf8')).split('\n').find((line) => line.includes('portHttp'));
    assert.match(listening ?? '', /"bindAddresses":\["127\.0\.0\.1"\],"rtc\.portUDP"/);
    assert.doesNotMatch(listening ?? '', /rtc\.portTCP/);
  });

  it('that cannot start is told of with the end of its log', async () => {
    await assert.rejects(
      startLiveKit({ binary: process.execPath }),
      /LiveKit did not start: [^]*bad option: --config/,
    );
  });

  it('lets a token holder in, and nobody else', async () => {
    const server = await start();
    const token = new AccessToken(server.apiKey, server.apiSecret, { identity: 'a' });
    token.addGrant({ roomJoin: true, room: 'voice-a' });
    const ask = async (jwt: string) =>
      (await fetch(`${server.httpUrl}/rtc/validate?access_token=${jwt}`)).status;
    assert.equal(await ask(await token.toJwt()), 200);
    assert.equal(await ask('no-token'), 401);
  });
});
