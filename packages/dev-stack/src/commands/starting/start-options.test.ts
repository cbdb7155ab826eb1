// The arguments of `npm start`.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError } from './port-option.ts';
import { startOptions } from './start-options.ts';

describe('npm start', () => {
  it('serves the page on 3000, with bots, for this machine', () => {
    assert.deepEqual(startOptions([]), { port: 3000, bots: true, lan: false });
  });

  it('takes another port, no bots, and the local network', () => {
    assert.deepEqual(startOptions(['--port', '8080', '--no-bots', '--lan']), {
      port: 8080,
      bots: false,
      lan: true,
    });
    assert.equal(startOptions(['--port=8081']).port, 8081);
  });

  for (const args of [
    ['--prot', '1'],
    ['1'],
    ['--port'],
    ['--port', '0'],
    ['--port', '65536'],
    ['--port', 'a'],
    ['--lan=1'],
  ]) {
    it(`refuses ${args.join(' ')} with the usage`, () => {
      assert.throws(
        () => startOptions(args),
        (error) => {
          assert.ok(error instanceof UsageError);
          assert.match(error.message, /\nUsage: npm start -- \[--port N\] \[--no-bots\] \[--lan\]$/);
          return true;
        },
      );
    });
  }
});
