// The sources that only look, on folders of the test's own.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { cachedBinaryPath } from './binary-cache.ts';
import { cacheSource, environmentSource, pathSource } from './installed-binary-sources.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-room-sources-'));
  for (const name of ['empty', 'plain', 'good']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'plain/livekit-server'), '', { mode: 0o644 });
  await writeFile(join(folder, 'good/livekit-server'), '', { mode: 0o755 });
});
after(() => rm(folder, { recursive: true }));

const quiet = () => {};

describe('LIVEKIT_SERVER_BIN', () => {
  it('is taken as it is', async () => {
    assert.equal(await environmentSource({ LIVEKIT_SERVER_BIN: '/a/b' }).find(quiet), '/a/b');
  });

  it('may be empty or unset', async () => {
    await assert.rejects(environmentSource({ LIVEKIT_SERVER_BIN: '' }).find(quiet), /not set/);
    await assert.rejects(environmentSource({}).find(quiet), /not set/);
  });
});

describe('PATH', () => {
  it('is searched for the first file that can be run', async () => {
    const path = ['empty', 'plain', 'good'].map((name) => join(folder, name)).join(delimiter);
    assert.equal(await pathSource({ PATH: path }).find(quiet), join(folder, 'good/livekit-server'));
  });

  it('may hold none', async () => {
    await assert.rejects(pathSource({ PATH: join(folder, 'empty') }).find(quiet), /no such command/);
    await assert.rejects(pathSource({}).find(quiet), /no such command/);
  });
});

describe('the cache', () => {
  it('is below XDG_CACHE_HOME, a folder for each version and platform', () => {
    const path = cachedBinaryPath({ XDG_CACHE_HOME: '/c' });
    assert.equal(
      path,
      `/c/voice-room/livekit-server/1.13.3/${process.platform}-${process.arch}/livekit-server`,
    );
  });

  it('ignores an XDG_CACHE_HOME that is not absolute, as its specification asks', () => {
    assert.ok(!cachedBinaryPath({ XDG_CACHE_HOME: 'c' }).startsWith('c'));
  });

  it('has a binary or says where it would be', async () => {
    const path = join(folder, 'good/livekit-server');
    assert.equal(await cacheSource(path).find(quiet), path);
    await assert.rejects(cacheSource('/none/livekit-server').find(quiet), /at \/none\/livekit-server/);
  });
});
