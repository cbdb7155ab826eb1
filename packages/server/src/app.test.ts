// The app as a whole, mounted into another one.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { createTestApp, send } from './testing/token-client.ts';

describe('the app inside another one', () => {
  it('answers below the path where it is mounted, refusals included', async () => {
    const { app, log } = await createTestApp();
    const host = new Hono().get('/', (c) => c.text('the host')).route('/voice', app);
    const request = (path: string, init: RequestInit) => host.request(`/voice${path}`, init);
    assert.equal((await send(request)).status, 201);
    assert.equal(log.at(-1)?.route, '/voice/api/livekit/token');
    const refused = await send(request, { token: null });
    assert.deepEqual([refused.status, refused.body['code']], [401, 'token-missing']);
    assert.equal((await send(request, { method: 'GET' })).status, 405);
    assert.equal((await send(request, { method: 'GET', path: '/healthz', token: null })).status, 200);
    assert.equal(await (await host.request('/')).text(), 'the host');
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
