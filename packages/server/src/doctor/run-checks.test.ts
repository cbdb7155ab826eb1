// That no check can hide or hold up another.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ok } from './finding.ts';
import { runChecks } from './run-checks.ts';

describe('checks side by side', () => {
  it('give their findings in order, whoever fails or never ends', async () => {
    const progress: (readonly string[])[] = [];
    const secret = 'a message that may hold a secret';
    const results = await runChecks(
      [
        { area: 'Hangs', limit: 20, run: () => new Promise(() => {}) },
        { area: 'Throws', limit: 1_000, run: () => Promise.reject(new RangeError(secret)) },
        {
          area: 'Throws at once',
          limit: 1_000,
          run: () => {
            throw new TypeError(secret);
          },
        },
        { area: 'Works', limit: 1_000, run: () => [ok('well')] },
      ],
      (waiting) => void progress.push(waiting),
    );
    assert.deepEqual(
      results.map(({ area, findings: [found] }) => [area, found?.level]),
      [
        ['Hangs', 'fault'],
        ['Throws', 'fault'],
        ['Throws at once', 'fault'],
        ['Works', 'ok'],
      ],
    );
    assert.ok(!JSON.stringify(results).includes(secret));
    assert.deepEqual(progress[0], ['Hangs', 'Throws', 'Throws at once', 'Works']);
    assert.deepEqual(progress.at(-2), ['Hangs']);
    assert.deepEqual(progress.at(-1), []);
  });
});
