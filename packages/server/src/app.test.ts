// The app as a whole, mounted into another one.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { createTestApp, send } from './testing/token-client.ts';

describe('the app inside another one', () => {
  it('answers below the path where it is mounted, refusals included', async () => {
    const { app, log } = await createTestApp();
    const host = new Hono().get('/', (c) => c.text('the host')).route('/voice', app);
    const request = (path: string, init: RequestInit) => host.request(`/voice${path}`, init);
    assert.equal((await send(request)).status, 201);
    assert.equal(log.at(-1)?.route, '/api/livekit/token', 'the same wherever it is mounted');
    const refused = await send(request, { token: null });
    assert.deepEqual([refused.status, refused.body['code']], [401, 'token-missing']);
    assert.equal((await send(request, { method: 'GET' })).status, 405);
    assert.equal((await send(request, { method: 'GET', path: '/healthz', token: null })).status, 200);
    assert.equal(await (await host.request('/')).text(), 'the host');
    assert.equal((await host.request('/voice/api/livekit/nothing')).status, 404);
    assert.equal(log.at(-1)?.code, 'not-found');
  });

  it('answers, and tells of it, where the host has a copy of Hono of its own', async () => {
    const { app, log } = await createTestApp();
    const copy = createRequire(import.meta.url)('hono') as { readonly Hono: typeof Hono };
    assert.notEqual(copy.Hono, Hono);
    const host = new copy.Hono().route('/voice', app);
    const request = (path: string, init: RequestInit) => host.request(`/voice${path}`, init);
    assert.equal((await send(request)).status, 201);
    assert.equal((await send(request, { token: null })).status, 401);
    assert.deepEqual(
      log.map(({ route, status }) => [route, status]),
      [
        ['/api/livekit/token', 201],
        ['/api/livekit/token', 401],
      ],
    );
  });

  it('answers also where whoever listens throws', async () => {
    const fail = () => {
      throw new Error('the log is full');
    };
    const { app } = await createTestApp({}, { log: fail, record: fail });
    assert.equal((await app.request('/healthz')).status, 200);
  });

  it('leaves every other path alone, also where it is mounted at the top', async () => {
    const { app, log } = await createTestApp();
    const host = new Hono()
      .route('/', app)
      .get('/', (c) => c.text('the host'))
      .notFound((c) => c.text('nothing of the host', 404));
    const request = (path: string, init: RequestInit) => host.request(path, init);
    assert.equal((await send(request)).status, 201);
    for (const [path, text] of [
      ['/', 'the host'],
      ['/elsewhere', 'nothing of the host'],
    ] as const) {
      const answer = await host.request(path);
      assert.deepEqual([await answer.text(), answer.headers.get('X-Request-Id')], [text, null]);
    }
    assert.equal(log.length, 1);
  });
});
