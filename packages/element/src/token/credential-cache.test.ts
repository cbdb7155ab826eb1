// A ticket fetched ahead serves one join, while it is fresh.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Credentials } from '../model/credentials.ts';
import { credentialCache } from './credential-cache.ts';

function stage() {
  let time = 0;
  let asked = 0;
  let failing = false;
  const source = credentialCache(
    ({ channelId }): Promise<Credentials> => {
      asked += 1;
      if (failing) return Promise.reject(new Error('away'));
      return Promise.resolve({ serverUrl: 'ws://x', participantToken: `${channelId}-${asked}` });
    },
    () => time,
  );
  const signal = new AbortController().signal;
  return {
    ahead: async (channelId = 'a') =>
      (await source({ channelId, force: false, ahead: true, signal })).participantToken,
    join: async (channelId = 'a', force = false) =>
      (await source({ channelId, force, signal })).participantToken,
    wait: (milliseconds: number) => (time += milliseconds),
    fail: (value: boolean) => (failing = value),
    asked: () => asked,
  };
}

describe('a ticket fetched ahead', () => {
  it('serves the join that comes', async () => {
    const { ahead, join, asked } = stage();
    await ahead();
    assert.equal(await join(), 'a-1');
    assert.equal(asked(), 1);
  });

  it('serves one join only', async () => {
    const { ahead, join } = stage();
    await ahead();
    await join();
    assert.equal(await join(), 'a-2');
  });

  it('is fetched once, however often it is asked for ahead', async () => {
    const { ahead, asked } = stage();
    await Promise.all([ahead(), ahead()]);
    await ahead();
    assert.equal(asked(), 1);
  });

  it('is shared with a join that comes while it is on its way', async () => {
    const { ahead, join, asked } = stage();
    const [, ticket] = await Promise.all([ahead(), join()]);
    assert.equal(ticket, 'a-1');
    assert.equal(asked(), 1);
  });

  it('is of no use once it is old, nor in another channel, nor where a new one is forced', async () => {
    for (const use of [
      async (staged: ReturnType<typeof stage>) => {
        staged.wait(5 * 60_000);
        return staged.join();
      },
      (staged: ReturnType<typeof stage>) => staged.join('b'),
      (staged: ReturnType<typeof stage>) => staged.join('a', true),
    ]) {
      const staged = stage();
      await staged.ahead();
      assert.match(await use(staged), /-2$/);
    }
  });

  it('that failed does not fail the join', async () => {
    const { ahead, join, fail } = stage();
    fail(true);
    await assert.rejects(ahead());
    fail(false);
    assert.equal(await join(), 'a-2');
  });
});
