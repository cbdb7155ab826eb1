// Where tickets come from, against a real endpoint on this machine.

import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { VoiceFailure } from '../model/error.ts';
import { credentialSource, type CredentialSettings } from './credential-source.ts';

const TICKET = { server_url: 'ws://127.0.0.1:7880', participant_token: 'ticket' };

interface Seen {
  readonly authorization: string | undefined;
  readonly body: unknown;
}

let server: Server;
let tokenUrl: string;
let seen: Seen[] = [];
let answers: { status: number; body?: string; headers?: Record<string, string>; hang?: boolean }[] = [];

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
};

before(async () => {
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      seen.push({ authorization: request.headers.authorization, body });
      const { status, body: text, headers, hang } = answers.shift() ?? { status: 201 };
      if (hang) return;
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(text ?? JSON.stringify(status < 300 ? TICKET : { code: 'x' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/livekit/token`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen = [];
  answers = [];
});

const ask = (settings: Partial<CredentialSettings>, signal = new AbortController().signal) => {
  const source = credentialSource({ tokenUrl, ...settings });
  assert.ok(source, 'there is no source');
  return source({ channelId: 'general', force: false, signal });
};

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
  } catch (thrown) {
    return thrown instanceof VoiceFailure ? thrown.error.code : String(thrown);
  }
  return 'it resolved';
};

describe('credentials', () => {
  it('have no source where none is set', () => {
    assert.equal(credentialSource({ tokenUrl }), null);
    assert.equal(credentialSource({ tokenUrl, getAuthToken: null, authToken: '', credentials: null }), null);
  });

  it('come for the host’s token and the channel', async () => {
    const credentials = await ask({ getAuthToken: () => 'a.b.c' });
    assert.deepEqual(credentials, {
      serverUrl: TICKET.server_url,
      participantToken: TICKET.participant_token,
    });
    assert.deepEqual(seen, [{ authorization: 'Bearer a.b.c', body: { channel_id: 'general' } }]);
  });

  it('come for cookies alone', async () => {
    await ask({ credentials: 'include' });
    assert.deepEqual(seen, [{ authorization: undefined, body: { channel_id: 'general' } }]);
  });

  it('follow the order: token source, function, attribute, cookies', async () => {
    const tokenSource = () => Promise.resolve({ serverUrl: 'wss://own', participantToken: 'own' });
    const all = {
      tokenSource,
      getAuthToken: () => 'function',
      authToken: 'attribute',
      credentials: 'include' as const,
    };
    assert.equal((await ask(all)).participantToken, 'own');
    await ask({ ...all, tokenSource: null });
    await ask({ ...all, tokenSource: null, getAuthToken: null });
    await ask({ credentials: 'include' });
    assert.deepEqual(
      seen.map(({ authorization }) => authorization),
      ['Bearer function', 'Bearer attribute', undefined],
    );
  });

  it('ask the host once more after a 401, with a fresh token', async () => {
    answers = [{ status: 401 }, { status: 201 }];
    let count = 0;
    await ask({ getAuthToken: () => `token-${(count += 1)}` });
    assert.deepEqual(
      seen.map(({ authorization }) => authorization),
      ['Bearer token-1', 'Bearer token-2'],
    );
  });

  it('do not ask a third time', async () => {
    answers = [{ status: 401 }, { status: 401 }];
    assert.equal(await codeOf(ask({ getAuthToken: () => 'a.b.c' })), 'token-refused');
    assert.equal(seen.length, 2);
  });

  it('do not ask again after any other refusal', async () => {
    answers = [{ status: 403 }];
    assert.equal(await codeOf(ask({ getAuthToken: () => 'a.b.c' })), 'channel-forbidden');
    assert.equal(seen.length, 1);
  });

  it('are unreachable where the answer is no JSON, is a redirection, or nobody listens', async () => {
    answers = [
      { status: 200, body: '<!doctype html>' },
      { status: 302, headers: { Location: '/elsewhere' } },
    ];
    assert.equal(await codeOf(ask({ authToken: 'a.b.c' })), 'token-unreachable');
    assert.equal(await codeOf(ask({ authToken: 'a.b.c' })), 'token-unreachable');
    assert.equal(
      await codeOf(ask({ authToken: 'a.b.c', tokenUrl: 'http://127.0.0.1:1/' })),
      'token-unreachable',
    );
  });

  it('stop being asked for after an abort', async () => {
    answers = [{ status: 200, hang: true }];
    const abort = new AbortController();
    const asking = codeOf(ask({ authToken: 'a.b.c' }, abort.signal));
    while (seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    abort.abort(new Error('left'));
    assert.equal(await asking, 'Error: left');
  });

  it('come from LiveKit’s own kind of token source, by the room’s name', async () => {
    const asked: unknown[] = [];
    const tokenSource = {
      fetch: (options: { roomName: string }, force?: boolean) => {
        asked.push([options, force]);
        return Promise.resolve({ serverUrl: 'wss://own', participantToken: 'own' });
      },
    };
    assert.equal((await ask({ tokenSource })).serverUrl, 'wss://own');
    assert.deepEqual(asked, [[{ roomName: 'voice-general' }, false]]);
  });

  it('are not waited for for ever', async () => {
    const source = credentialSource({ tokenUrl, tokenSource: () => new Promise(() => undefined) }, 1);
    const signal = new AbortController().signal;
    assert.equal(
      await codeOf(source?.({ channelId: 'general', force: false, signal }) ?? Promise.resolve()),
      'token-unreachable',
    );
  });

  it('say so where a token source of one’s own fails', async () => {
    assert.equal(
      await codeOf(ask({ tokenSource: () => Promise.reject(new Error('no')) })),
      'token-unreachable',
    );
  });
});
