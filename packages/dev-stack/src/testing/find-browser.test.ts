// The search for browsers, in folders of its own.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { findBrowser } from './find-browser.ts';

describe('the search for a browser', () => {
  let folder: string;
  const add = async (name: string, mode = 0o755) => {
    await writeFile(join(folder, name), '', { mode });
    return join(folder, name);
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'find-browser-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('takes the first known name on the path', async () => {
    await add('google-chrome');
    const chromium = await add('chromium');
    assert.equal(findBrowser('chromium', { PATH: `/nowhere:${folder}` }), chromium);
  });

  it('takes what the variable names before the path', async () => {
    await add('firefox');
    const other = await add('nightly');
    assert.equal(findBrowser('firefox', { PATH: folder, VOICE_ROOM_FIREFOX: other }), other);
  });

  it('takes nothing else where the variable names what is not there', async () => {
    await add('firefox');
    assert.equal(
      findBrowser('firefox', { PATH: folder, VOICE_ROOM_FIREFOX: join(folder, 'gone') }),
      undefined,
    );
  });

  it(
    'ignores what cannot be run',
    { skip: process.platform === 'darwin' && 'has applications' },
    async () => {
      await add('chromium', 0o644);
      assert.equal(findBrowser('chromium', { PATH: folder }), undefined);
    },
  );
});
