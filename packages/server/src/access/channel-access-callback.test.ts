// Asking a real host app over HTTP: the signed question, every kind of bad answer, and what is remembered.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { eventually } from '../testing/eventually.ts';
import type { Callback, CallbackParts, Question } from './channel-access-callback.ts';
import { CallbackUnavailable, createCallbackAsker } from './channel-access-callback.ts';

const SECRET = 'kT3vWq9zLr5mXe7uBc1yHn4sPd8aGf6jZz';
const question: Question = {
  tenant: 'acme',
  subject: 'user-1',
  channel_id: 'general',
  claims: { sub: 'user-1', org: { id: 'o1' } },
};

interface Asked {
  readonly headers: IncomingMessage['headers'];
  readonly method: string | undefined;
  readonly body: string;
}

/** A host app that answers as it is told, and how it was asked. */
async function startHostApp(
  t: TestContext,
  answer: (response: ServerResponse, count: number) => void,
): Promise<{ readonly callback: Callback; readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      asked.push({ headers: request.headers, method: request.method, body });
      answer(response, asked.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => void (server.closeAllConnections(), server.close()));
  const { port } = server.address() as AddressInfo;
  return { callback: { kind: 'callback', url: `http://127.0.0.1:${port}/voice`, secret: SECRET }, asked };
}

const json =
  (value: unknown, status = 200) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));

function createAsker(parts: Partial<CallbackParts> = {}) {
  return createCallbackAsker({ fetch, now: Date.now, ...parts });
}

const reasonOf = (error: unknown): string =>
  error instanceof CallbackUnavailable ? error.reason : `not CallbackUnavailable: ${String(error)}`;

describe('the question', () => {
  it('carries tenant, subject, channel and claims, signed so that the specification’s own library accepts it', async (t) => {
    const { callback, asked } = await startHostApp(t, json({ allow: true }));
    await createAsker()(callback, question);
    const [{ headers, method, body } = assert.fail('not asked')] = asked;
    assert.equal(method, 'POST');
    assert.equal(headers['content-type'], 'application/json');
    const fields = headers as Record<string, string>;
    assert.deepEqual(new Webhook(SECRET, { format: 'raw' }).verify(body, fields), question);
    const forged = body.replace('user-1', 'user-2');
    assert.throws(() => new Webhook(SECRET, { format: 'raw' }).verify(forged, fields));
    assert.throws(() => new Webhook(`${SECRET}x`, { format: 'raw' }).verify(body, fields));
  });

  it('is signed with the decoded key of a secret that begins with whsec_', async (t) => {
    const { callback, asked } = await startHostApp(t, json({ allow: true }));
    const secret = `whsec_${btoa(SECRET)}`;
    await createAsker()({ ...callback, secret }, question);
    const [{ headers, body } = assert.fail('not asked')] = asked;
    assert.deepEqual(new Webhook(secret).verify(body, headers as Record<string, string>), question);
  });
});

describe('the answer', () => {
  it('gives a role, and may give names and a picture, cleaned', async (t) => {
    const { callback } = await startHostApp(
      t,
      json({
        allow: true,
        role: 'moderator',
        name: 'Ada\u202e\n',
        avatar_url: 'https://cdn.example/a.png',
        channel_name: ' The  hall ',
        more: 1,
      }),
    );
    assert.deepEqual(await createAsker()(callback, question), {
      allowed: true,
      role: 'moderator',
      name: 'Ada',
      avatarUrl: 'https://cdn.example/a.png',
      channelName: 'The  hall',
    });
  });

  it('means speaking where it names no role, and leaves out what is not fit to be shown', async (t) => {
    const { callback } = await startHostApp(
      t,
      json({ allow: true, name: null, avatar_url: 'javascript:alert(1)', channel_name: '\u200b' }),
    );
    assert.deepEqual(await createAsker()(callback, question), { allowed: true, role: 'speaker' });
  });

  it('refuses by allow: false', async (t) => {
    const { callback } = await startHostApp(t, json({ allow: false, role: 'moderator' }));
    assert.deepEqual(await createAsker()(callback, question), { allowed: false, reason: 'callback-refused' });
  });

  const bad: readonly (readonly [string, string, (response: ServerResponse) => void])[] = [
    ['no decision', 'malformed', json({})],
    ['a decision that is text', 'malformed', json({ allow: 'true' })],
    ['a decision that is a number', 'malformed', json({ allow: 1 })],
    ['a misspelt role', 'malformed', json({ allow: true, role: 'Speaker' })],
    ['a name that is an object', 'malformed', json({ allow: true, name: {} })],
    ['a list', 'malformed', json([{ allow: true }])],
    ['null', 'malformed', json(null)],
    ['two decisions', 'malformed', (response) => void response.end('{"allow":false,"allow":true}')],
    ['an inherited decision', 'malformed', (response) => void response.end('{"__proto__":{"allow":true}}')],
    ['HTML', 'malformed', (response) => void response.end('<!doctype html>')],
    ['nothing', 'malformed', (response) => void response.end()],
    ['too much', 'too-large', json({ allow: true, pad: 'x'.repeat(20_000) })],
    ['an error with a decision', 'http-status', json({ allow: true }, 500)],
    ['a 201', 'http-status', json({ allow: true }, 201)],
    ['a 204', 'http-status', (response) => void response.writeHead(204).end()],
    ['a redirection', 'http-status', (response) => void response.writeHead(302, { Location: '/yes' }).end()],
    ['a broken connection', 'network', (response) => void response.destroy()],
    [
      'half an answer',
      'network',
      (response) => void (response.write('{"al'), setImmediate(() => response.destroy())),
    ],
    ['silence', 'timeout', () => undefined],
    ['an answer that does not end', 'timeout', (response) => void response.write('{"allow":true}')],
  ];
  for (const [name, reason, answer] of bad) {
    it(`that is ${name} lets nobody in: ${reason}`, async (t) => {
      const { callback } = await startHostApp(t, answer);
      const outcomes: string[] = [];
      const ask = createAsker({ timeout: 300, onAnswer: (_, outcome) => void outcomes.push(outcome) });
      const failure = await ask(callback, question).then(
        () => 'let in',
        (error: unknown) => reasonOf(error),
      );
      assert.deepEqual([failure, outcomes], [reason, ['failed']]);
    });
  }

  it('cannot come from a host app that is not there', async (t) => {
    const { callback } = await startHostApp(t, json({ allow: true }));
    const nowhere = { ...callback, url: 'http://127.0.0.1:1/voice' };
    await assert.rejects(createAsker()(nowhere, question), (error) => reasonOf(error) === 'network');
  });
});

describe('what is remembered', () => {
  it('is an answer for five seconds, for the same claims and channel alone', async (t) => {
    const { callback, asked } = await startHostApp(t, (response, count) =>
      json({ allow: count % 2 === 1 })(response),
    );
    let time = 1_000;
    const ask = createAsker({ steady: () => time });
    const both = await Promise.all([ask(callback, question), ask(callback, question)]);
    assert.deepEqual([both[0].allowed, both[1].allowed, asked.length], [true, true, 1]);
    time += 4_900;
    assert.equal((await ask(callback, question)).allowed, true);
    assert.equal(asked.length, 1);
    time += 200;
    assert.equal((await ask(callback, question)).allowed, false);
    assert.equal(asked.length, 2);
    for (const change of [{ channel_id: 'b' }, { tenant: 'b' }, { subject: 'b' }, { claims: { sub: 'b' } }])
      await ask(callback, { ...question, ...change });
    assert.equal(asked.length, 6);
  });

  it('is a bad answer for one second, and for that question alone', async (t) => {
    const { callback, asked } = await startHostApp(t, (response, count) =>
      json({ allow: true }, count === 1 ? 404 : 200)(response),
    );
    let time = 1_000;
    const ask = createAsker({ steady: () => time });
    for (let i = 0; i < 5; i++)
      await assert.rejects(ask(callback, question), (error) => reasonOf(error) === 'http-status');
    assert.equal(asked.length, 1);
    assert.equal((await ask(callback, { ...question, subject: 'another' })).allowed, true);
    time += 1_100;
    assert.equal((await ask(callback, question)).allowed, true);
  });

  it('is that a host app cannot be reached, after three failures, for one second and that tenant alone', async (t) => {
    let isAway = true;
    const { callback, asked } = await startHostApp(t, (response) =>
      isAway ? response.destroy() : json({ allow: true })(response),
    );
    let time = 1_000;
    const ask = createAsker({ steady: () => time });
    const of = (subject: string, tenant = 'acme') => ask(callback, { ...question, subject, tenant });
    for (const subject of ['a', 'b', 'c', 'd', 'e'])
      await assert.rejects(of(subject), (error) => reasonOf(error) === 'network');
    assert.equal(asked.length, 3);
    isAway = false;
    assert.equal((await of('a', 'globex')).allowed, true);
    await assert.rejects(of('f'));
    time += 1_100;
    assert.equal((await of('g')).allowed, true);
    assert.equal((await of('h')).allowed, true);
  });

  it('is each of several failures side by side, so that three of them are three', async (t) => {
    const waiting: ServerResponse[] = [];
    const { callback, asked } = await startHostApp(t, (response, count) => {
      waiting.push(response);
      if (count === 3) for (const one of waiting) one.destroy();
    });
    const ask = createAsker({ steady: () => 1_000 });
    const of = (subject: string) => ask(callback, { ...question, subject });
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map(of));
    assert.ok(outcomes.every(({ status }) => status === 'rejected'));
    await assert.rejects(of('d'), (error) => reasonOf(error) === 'network');
    assert.equal(asked.length, 3, 'left alone');
  });

  it('is no failure of a question that was sent before an answer came to another', async (t) => {
    const waiting: ServerResponse[] = [];
    const { callback, asked } = await startHostApp(t, (response, count) => {
      if (count <= 2) response.destroy();
      else if (count <= 5) waiting.push(response);
      else json({ allow: true })(response);
    });
    const ask = createAsker({ steady: () => 1_000 });
    const of = (subject: string) => ask(callback, { ...question, subject });
    for (const subject of ['a', 'b']) await assert.rejects(of(subject));
    const older = ['c', 'd', 'e'].map(of);
    await eventually('three more questions', () => asked.length === 5);
    assert.equal((await of('f')).allowed, true);
    for (const response of waiting) response.destroy();
    const outcomes = await Promise.allSettled(older);
    assert.ok(outcomes.every(({ status }) => status === 'rejected'));
    assert.equal((await of('g')).allowed, true, 'still asked');
  });
});
