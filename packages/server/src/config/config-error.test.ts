// How a refused configuration is told.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ConfigError } from './config-error.ts';

it('a refusal tells each fault in a line of its own, with the place in the file where there is one', () => {
  const problem = 'is not a tenant id. Set one.';
  const { message } = new ConfigError([
    { setting: 'AUTH_SECRET', problem: 'is not set. Set it.' },
    { setting: 'tenants[1].id', problem, file: 'etc/config.json', line: 12 },
    { setting: 'the file', problem, file: 'etc/config.json' },
  ]);
  assert.deepEqual(message.split('\n'), [
    'AUTH_SECRET is not set. Set it.',
    `etc/config.json:12 tenants[1].id ${problem}`,
    `etc/config.json the file ${problem}`,
  ]);
});
