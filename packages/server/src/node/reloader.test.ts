// What a reload says of errors that are no fault of the configuration.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError } from '../config/config-error.ts';
import { serverConfig, tenant } from '../testing/tenants.ts';
import type { Log } from './log.ts';
import { createReloader } from './reloader.ts';

function reloader() {
  const said: Parameters<Log>[0][] = [];
  const reload = createReloader({
    config: serverConfig([tenant('acme')], []),
    apply: () => undefined,
    onReading: () => undefined,
    onOutcome: () => undefined,
    log: (entry) => void said.push(entry),
  });
  return { said, reload: (error: unknown) => reload(async () => ({ result: { error }, files: [] })) };
}

describe('a reload that fails', () => {
  it('names an unexpected error as such, without what it says', async () => {
    const { said, reload } = reloader();
    assert.equal(await reload(new TypeError('a text of the key Zc8rQ2vXw5nKt1uJ')), 'refused');
    const text = JSON.stringify(said);
    assert.match(text, /unexpected TypeError.*defect of this server.*stays in use/);
    assert.doesNotMatch(text, /Zc8rQ2/);
    await reload('no error at all');
    assert.match(JSON.stringify(said.at(-1)), /unexpected error/);
  });

  it('says each fault of the configuration as it is', async () => {
    const { said, reload } = reloader();
    const problem = 'is not set. Set it.';
    await reload(new ConfigError([{ setting: 'AUTH_ISSUER', problem }]));
    const stays = 'The configuration from before stays in use.';
    assert.deepEqual(said, [
      { level: 'error', event: 'config-refused', reason: `AUTH_ISSUER ${problem} ${stays}` },
    ]);
  });
});
