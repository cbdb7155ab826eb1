// Which address a request is counted under, whatever stands in its headers.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createClientAddress } from './client-address.ts';

const SOCKET = '10.0.0.1';

async function addressOf(trustProxy: number, forwarded?: string): Promise<string | undefined> {
  const app = new Hono();
  let address: string | undefined;
  const read = createClientAddress(trustProxy);
  app.get('/', (c) => {
    address = read(c);
    return c.text('');
  });
  const bindings = { incoming: { socket: { remoteAddress: SOCKET } } } as HttpBindings;
  await app.request(
    '/',
    forwarded === undefined ? {} : { headers: { 'X-Forwarded-For': forwarded } },
    bindings,
  );
  return address;
}

describe('the address of a client', () => {
  it('is the socket’s without a trusted proxy, whatever the headers say', async () => {
    for (const forwarded of [undefined, '192.0.2.1', '127.0.0.1, ::1'])
      assert.equal(await addressOf(0, forwarded), SOCKET);
  });

  it('is the one that the outermost trusted proxy wrote', async () => {
    const list = '203.0.113.9, 198.51.100.7 ,192.0.2.1';
    assert.equal(await addressOf(1, list), '192.0.2.1');
    assert.equal(await addressOf(2, list), '198.51.100.7');
    assert.equal(await addressOf(3, list), '203.0.113.9');
    assert.equal(await addressOf(9, list), '203.0.113.9', 'fewer entries than proxies: the first there is');
    assert.equal(await addressOf(1), SOCKET);
    assert.equal(await addressOf(1, '2001:db8::1'), '2001:db8::1');
    for (const dressed of ['192.0.2.1:4711', '[2001:db8::1]:4711', '[2001:db8::1]', 'fe80::1%eth0'])
      assert.equal(await addressOf(1, dressed), dressed);
  });

  it('is the socket’s where the chosen entry is no address, so that garbage opens no count of its own', async () => {
    for (const garbage of [
      'unknown',
      '_hidden',
      ',,, ,',
      'x'.repeat(8_000),
      '192.0.2.256',
      '192.0.2.1:port',
      '"192.0.2.1"',
      '[192.0.2.1',
      '[]',
      ':',
      '::1::1',
      'localhost',
      '192.0.2.1;192.0.2.2',
      '192.0.2.1 192.0.2.2',
      `203.0.113.9, ${'9'.repeat(5_000)}`,
    ])
      assert.equal(await addressOf(1, garbage), SOCKET, garbage.slice(0, 40));
    assert.equal(await addressOf(1, 'junk, 192.0.2.1'), '192.0.2.1', 'junk further left is the client’s');
    assert.equal(await addressOf(2, 'junk, 192.0.2.1'), SOCKET);
  });
});
