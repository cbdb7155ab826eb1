// The app inside a real Express app: below a path, with the host's own routes beside it.
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import express from 'express';
import type { Express } from 'express';
import { createTestApp, send } from '../testing/token-client.ts';
import { createClientAddress } from './client-address.ts';
import { createNodeHandler } from './node-handler.ts';

async function listen(t: TestContext, host: Express): Promise<string> {
  const server = await new Promise<ReturnType<Express['listen']>>((resolve) => {
    const listening = host.listen(0, '127.0.0.1', () => resolve(listening));
  });
  t.after(() => void (server.closeAllConnections(), server.close()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the app inside an Express app', () => {
  it('answers below its path and leaves the host’s routes alone', async (t) => {
    const { app } = await createTestApp();
    const host = express();
    host.use('/voice', createNodeHandler(app));
    host.use(express.json());
    host.post('/echo', (request, response) => void response.json(request.body));
    const url = await listen(t, host);
    const request = (path: string, init: RequestInit) => fetch(`${url}/voice${path}`, init);

    assert.equal((await send(request)).status, 201);
    assert.equal((await send(request, { token: null })).body['code'], 'token-missing');
    assert.equal((await send(request, { method: 'GET' })).status, 405);
    assert.equal((await send(request, { method: 'GET', path: '/nothing', token: null })).status, 404);
    const headers = { 'Content-Type': 'application/json' };
    const echo = await fetch(`${url}/echo`, { method: 'POST', headers, body: '{"a":1}' });
    assert.deepEqual(await echo.json(), { a: 1 });
    assert.equal(echo.headers.get('X-Request-Id'), null);
  });

  it('knows the client’s address, so that its limit holds', async (t) => {
    const { app } = await createTestApp(
      { RATE_LIMIT_ADDRESS: '1/60' },
      { clientAddress: createClientAddress(0) },
    );
    const url = await listen(t, express().use('/voice', createNodeHandler(app)));
    const request = (path: string, init: RequestInit) => fetch(`${url}/voice${path}`, init);
    assert.deepEqual([(await send(request)).status, (await send(request)).status], [201, 429]);
  });

  it('answers 400 rather than hanging where a parser has read the body before', async (t) => {
    const { app } = await createTestApp();
    const url = await listen(t, express().use(express.json()).use('/voice', createNodeHandler(app)));
    const answer = await send((path, init) => fetch(`${url}/voice${path}`, init));
    assert.deepEqual([answer.status, answer.body['code']], [400, 'malformed-json']);
  });
});
