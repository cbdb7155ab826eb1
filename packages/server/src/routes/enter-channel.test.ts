// A channel that the host app opens by its callback, through the whole route and over HTTP.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { decodeJwt } from 'jose';
import { sign } from '../testing/host-app.ts';
import type { TestApp } from '../testing/token-client.ts';
import { createTestApp } from '../testing/token-client.ts';

/** An app whose channels are opened by a real host app, which answers with `answer` and notes what it is asked. */
async function createAskingApp(
  t: TestContext,
  answer: { readonly status?: number; readonly body: unknown },
): Promise<TestApp & { readonly asked: readonly Record<string, unknown>[] }> {
  const asked: Record<string, unknown>[] = [];
  const host = createServer((request, response) => {
    void json(request).then((question) => {
      asked.push(question as Record<string, unknown>);
      response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  t.after(() => void (host.closeAllConnections(), host.close()));
  const app = await createTestApp({
    CHANNEL_ACCESS: 'callback',
    CHANNEL_ACCESS_URL: `http://127.0.0.1:${(host.address() as AddressInfo).port}/voice`,
    CHANNEL_ACCESS_SECRET: 'kT3vWq9zLr5mXe7uBc1yHn4sPd8aGf6j',
  });
  return { ...app, asked };
}

describe('the host app, asked about a channel', () => {
  it('gives the role, and names that beat the token’s, in the answer and in the LiveKit token', async (t) => {
    const { ask, asked } = await createAskingApp(t, {
      body: {
        allow: true,
        role: 'listener',
        name: 'Ada L.',
        avatar_url: 'https://cdn.example/l.png',
        channel_name: 'The hall',
      },
    });
    const { status, body } = await ask({ token: await sign({ name: 'x', voice: undefined, team: 7 }) });
    assert.equal(status, 201);
    assert.deepEqual(
      [body['participant_name'], body['avatar_url'], body['channel_name']],
      ['Ada L.', 'https://cdn.example/l.png', 'The hall'],
    );
    const { name, video, attributes } = decodeJwt(String(body['participant_token']));
    assert.deepEqual([name, attributes], ['Ada L.', { 'voice.avatar': 'https://cdn.example/l.png' }]);
    assert.equal((video as Record<string, unknown>)['canPublish'], false);
    const [{ claims, ...rest } = assert.fail('not asked')] = asked;
    assert.deepEqual(rest, { tenant: 'default', subject: 'user-1', channel_id: 'general' });
    assert.equal((claims as Record<string, unknown>)['team'], 7);
  });

  it('leaves the token’s name where it gives none', async (t) => {
    const { ask } = await createAskingApp(t, { body: { allow: true } });
    const { body } = await ask({ token: await sign({ name: 'Ada' }) });
    assert.deepEqual([body['participant_name'], body['channel_name']], ['Ada', undefined]);
  });

  it('refuses with the same answer as a claim does; the log alone says who refused', async (t) => {
    const { ask, log } = await createAskingApp(t, { body: { allow: false } });
    const byHost = await ask();
    const byClaim = await (await createTestApp()).ask({ token: await sign({ voice: undefined }) });
    const { request_id: _, ...document } = byHost.body;
    const { request_id: __, ...expected } = byClaim.body;
    assert.deepEqual([byHost.status, document], [403, expected]);
    assert.equal(log.at(-1)?.reason, 'callback-refused');
  });

  it('lets nobody in while it is away, and says when to come again', async (t) => {
    const { ask, log } = await createAskingApp(t, { status: 502, body: { allow: true } });
    const { status, headers, body } = await ask();
    assert.deepEqual([status, body['code']], [503, 'channel-access-unavailable']);
    assert.match(headers.get('Retry-After') ?? '', /^[1-9]\d*$/);
    assert.equal(log.at(-1)?.reason, 'http-status');
  });
});
