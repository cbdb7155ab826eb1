// Which ports count as free, asked with real sockets.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, it } from 'node:test';
import { findFreePorts, isPortFree } from './free-ports.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((infos) =>
  infos?.some(({ address }) => address === '::1'),
);

async function busyDuring(host: string | undefined): Promise<{ during: boolean; after: boolean }> {
  const server = createServer().listen({ port: 0, host });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const during = await isPortFree(port);
  server.close();
  await once(server, 'close');
  return { during, after: await isPortFree(port) };
}

describe('a port', () => {
  for (const host of [undefined, '127.0.0.1', ...(hasIpv6 ? ['::1'] : [])]) {
    it(`is taken while somebody listens on ${host ?? 'every address'}, and free after that`, async () => {
      assert.deepEqual(await busyDuring(host), { during: false, after: true });
    });
  }
});

describe('free ports', () => {
  it('are different ones, below what the system gives to outgoing connections', async () => {
    const ports = await findFreePorts(5);
    assert.equal(new Set(ports).size, 5);
    assert.ok(ports.every((port) => port >= 20_000 && port < 32_000));
  });
});
