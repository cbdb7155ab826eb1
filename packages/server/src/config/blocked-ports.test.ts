// That the list is what Node's own fetch refuses, and that no address with such a port is taken.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environment } from '../testing/host-app.ts';
import { BLOCKED_PORTS } from './blocked-ports.ts';
import { ConfigError } from './config-error.ts';
import { readEnvironment } from './read-environment.ts';

describe('a blocked port', () => {
  it('is one that fetch does not connect to', async () => {
    for (const port of BLOCKED_PORTS) {
      const failure = await fetch(`http://127.0.0.1:${port}/`).catch((error: Error) => error.cause);
      assert.equal(failure instanceof Error && failure.message, 'bad port', String(port));
    }
  });

  it('is refused at the start in an address that is fetched', async () => {
    for (const [name, changes] of [
      ['AUTH_JWKS_URL', { AUTH_SECRET: undefined, AUTH_JWKS_URL: 'https://id.example.com:6000/jwks' }],
      [
        'CHANNEL_ACCESS_URL',
        {
          CHANNEL_ACCESS: 'callback',
          CHANNEL_ACCESS_URL: 'http://localhost:6667/voice',
          CHANNEL_ACCESS_SECRET: 'kT3vWq9zLr5mXe7uBc1yHn4sPd8aGf6jZz',
        },
      ],
    ] as const) {
      await assert.rejects(readEnvironment(environment(changes)), (error) => {
        assert.ok(error instanceof ConfigError);
        assert.deepEqual(
          error.faults.map(({ setting }) => setting),
          [name],
        );
        assert.match(error.faults[0]?.problem ?? '', /^has port (6000|6667), which fetch never connects to/);
        return true;
      });
    }
  });
});
