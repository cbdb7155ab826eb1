// The whole of it on one machine, used as a visitor's page would.
import assert from 'node:assert/strict';
import { request } from 'node:https';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { after, describe, it } from 'node:test';
import { mintBotToken } from '../bots/bot-token.ts';
import { startListener } from '../bots/start-listener.ts';
import { eventually } from '../process/eventually.ts';
import { findFreePorts, isPortFree } from '../process/free-ports.ts';
import { isRunning } from '../process/is-running.ts';
import { PortInUse } from '../process/port-in-use.ts';
import { startStack, type Stack, type StackOptions } from './start-stack.ts';

const started: Stack[] = [];
after(() => Promise.all(started.map((stack) => stack.stop())));

async function start(options: StackOptions): Promise<Stack> {
  const stack = await startStack(options);
  started.push(stack);
  return stack;
}

interface TokenAnswer {
  readonly server_url: string;
  readonly participant_token: string;
  readonly participant_identity: string;
  readonly room_name: string;
}

/** Signs somebody in at the page and asks the token server for a place in a channel, from the page's origin. */
async function askForToken(stack: Stack, channelId: string, origin: string): Promise<Response> {
  const { session } = (await (await fetch(`${origin}/demo/sign-in`, { method: 'POST' })).json()) as {
    session: string;
  };
  const token = await fetch(`${origin}/demo/voice-token`, { headers: { 'x-demo-session': session } });
  return await fetch(`${stack.tokenServerUrl}/api/livekit/token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await token.text()}`, 'content-type': 'application/json', origin },
    body: JSON.stringify({ channel_id: channelId }),
  });
}

const originOf = (stack: Stack): string => new URL(stack.pageUrl).origin;

describe('the stack', () => {
  it('lets a visitor of its page into the room where a bot is talking', async () => {
    const stack = await start({});
    const response = await askForToken(stack, 'general', originOf(stack));
    assert.equal(response.status, 201);
    const answer = (await response.json()) as TokenAnswer;
    assert.equal(answer.server_url, stack.livekit.url);
    const ear = await startListener({
      livekit: stack.livekit,
      room: answer.room_name,
      identity: answer.participant_identity,
      token: answer.participant_token,
    });
    assert.deepEqual(ear.people.toSorted(), ['bot-ada', 'bot-noor']);
    const heard = () => ear.loudFrames('bot-ada', 0) + ear.loudFrames('bot-noor', 0) > 50;
    await eventually('a bot that talks', heard);
    await ear.stop();
  });

  it('serves the element, and the bots have pictures there', async () => {
    const stack = await start({ bots: false });
    assert.equal((await fetch(`${stack.tokenServerUrl}/voice-room.js`)).status, 200);
    assert.equal((await fetch(`${stack.pageUrl}avatars/ada.svg`)).status, 200);
    assert.equal((await fetch(`${stack.pageUrl}avatars/noor.svg`)).status, 200);
  });

  it('lets its page reach LiveKit and the token server, and nothing else of this machine', async () => {
    const stack = await start({ bots: false });
    const policy = (await fetch(stack.pageUrl)).headers.get('content-security-policy') ?? '';
    const reach = /connect-src ([^;]+)/.exec(policy)?.[1]?.split(' ') ?? [];
    const both = (url: string) => [url, url.replace(/^http/, 'ws')];
    assert.deepEqual(
      new Set(reach),
      new Set(["'self'", ...both(stack.tokenServerUrl), ...both(stack.livekit.httpUrl)]),
    );
  });

  it('gives tokens to its own page only', async () => {
    const stack = await start({ bots: false });
    const headers = { origin: 'http://localhost:1', 'content-type': 'application/json' };
    const response = await fetch(`${stack.tokenServerUrl}/api/livekit/token`, {
      method: 'POST',
      headers,
      body: '{}',
    });
    assert.equal(response.status, 403);
  });

  it('takes settings of the token server in place of its own', async () => {
    const stack = await start({ bots: false, serverEnv: { ALLOWED_ORIGINS: 'http://localhost:1' } });
    assert.equal((await askForToken(stack, 'general', originOf(stack))).status, 403);
  });

  it('leaves neither process nor port when it is stopped, stopped twice or not', async () => {
    const stack = await start({});
    const pids = [stack.livekit.pid, stack.tokenServer.pid, stack.bots?.pid ?? 0];
    assert.ok(pids.every(isRunning));
    await Promise.all([stack.stop(), stack.stop()]);
    assert.ok(!pids.some(isRunning));
    for (const url of [stack.pageUrl, stack.tokenServerUrl, stack.livekit.httpUrl]) {
      assert.ok(await isPortFree(Number(new URL(url).port)), url);
    }
  });

  it('says which port is taken', async () => {
    const { pageUrl } = await start({ bots: false });
    const port = Number(new URL(pageUrl).port);
    await assert.rejects(startStack({ port }), (error) => error instanceof PortInUse && error.port === port);
  });

  it('ends what it had started where a part does not come up', async () => {
    const [port = 0] = await findFreePorts(1);
    const broken = startStack({ port, bots: false, serverEnv: { AUTH_ISSUER: '' } });
    await assert.rejects(broken, /the token server did not start: [^]*AUTH_ISSUER/);
    assert.ok(await isPortFree(port));
  });
});

describe('the stack in the local network', () => {
  /** Asks the one HTTPS door; its certificate is nobody's. */
  async function ask(
    stack: Stack,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<IncomingMessage> {
    const asked = request(new URL(path, stack.pageUrl), { rejectUnauthorized: false, headers }).end();
    const [answer] = (await Promise.race([once(asked, 'response'), once(asked, 'upgrade')])) as [
      IncomingMessage,
    ];
    answer.resume();
    return answer;
  }

  /** The same with a path that no URL can hold; its status. */
  async function askRaw(stack: Stack, path: string, headers: Record<string, string> = {}): Promise<number> {
    const { hostname: host, port } = new URL(stack.pageUrl);
    const asked = request({ host, port, path, rejectUnauthorized: false, headers }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    return answer.statusCode ?? 0;
  }

  it('is behind one HTTPS address, each path at its part', async () => {
    const stack = await start({ bots: false, lanAddress: '127.0.0.1' });
    assert.match(stack.pageUrl, /^https:\/\/127\.0\.0\.1:\d+\/$/);
    assert.match((await ask(stack, '/')).headers['content-type'] ?? '', /html/);
    assert.match((await ask(stack, '/voice-room.js')).headers['content-type'] ?? '', /javascript/);
    assert.equal((await ask(stack, '/api/livekit/token')).statusCode, 405);
    assert.equal((await ask(stack, '/rtc/validate')).statusCode, 401);
    assert.equal((await ask(stack, '/rtc-not')).statusCode, 404);
  });

  it('outlives addresses that are none', async () => {
    const stack = await start({ bots: false, lanAddress: '127.0.0.1' });
    const webSocket = { connection: 'Upgrade', upgrade: 'websocket' };
    for (const path of ['//', '//[', '/\\', 'http://', '*']) {
      const status = await askRaw(stack, path);
      assert.ok(status >= 400 && status < 500, `${path}: ${status}`);
      const upgrade = await askRaw(stack, path, webSocket);
      assert.ok(upgrade >= 400 && upgrade < 500, `${path} as a WebSocket: ${upgrade}`);
    }
    assert.equal((await ask(stack, '/')).statusCode, 200);
  });

  it('carries the WebSocket of a call', async () => {
    const stack = await start({ bots: false, lanAddress: '127.0.0.1' });
    const token = await mintBotToken({
      ...stack.livekit,
      room: 'a',
      identity: 'b',
      name: 'B',
      mayPublish: false,
    });
    const webSocket = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    const answer = await ask(stack, `/rtc?access_token=${token}&protocol=16&sdk=js`, webSocket);
    assert.equal(answer.statusCode, 101);
    answer.socket.destroy();
    assert.equal((await ask(stack, '/rtc?access_token=no', webSocket)).statusCode, 401);
  });
});
