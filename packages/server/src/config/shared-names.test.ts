// Which origin patterns are told of at the start, since anybody can have a page that they let in.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readChanged } from '../testing/config-file.ts';
import { environment } from '../testing/host-app.ts';
import { readEnvironment } from './read-environment.ts';

describe('an origin pattern', () => {
  it('below which anybody can have a name is told of at the start', async () => {
    for (const name of ['co.uk', 'com.au', 'github.io', 'vercel.app', 'pages.dev', 'herokuapp.com']) {
      const ALLOWED_ORIGINS = `https://a.example.com, https://*.${name}`;
      assert.deepEqual((await readEnvironment(environment({ ALLOWED_ORIGINS }))).warnings, [
        `https://*.${name} lets in everybody's pages: anyone can have a name below ${name}. List your own names in ALLOWED_ORIGINS, for example https://app.${name}.`,
      ]);
    }
  });

  it('of one owner is not', async () => {
    const ALLOWED_ORIGINS = 'https://*.example.co.uk, https://*.me.github.io, https://me.github.io';
    assert.deepEqual((await readEnvironment(environment({ ALLOWED_ORIGINS }))).warnings, []);
  });

  it('of a tenant in the file is told of once, however many tenants have it', async () => {
    const { warnings } = await readChanged([
      ['"origins": ["https://app.example"]', '"origins": ["https://*.co.uk"]'],
    ]);
    assert.equal(warnings.filter((text) => text.startsWith('https://*.co.uk lets in ')).length, 1);
  });
});
