// The watching of folders, on a folder of its own.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { watchSources } from './watch-sources.ts';

describe('the watching of sources', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watch-sources-'));
    await mkdir(join(folder, 'inner'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('tells changes that come together together, and ends with its signal', { timeout: 10_000 }, async () => {
    const abort = new AbortController();
    const told: string[][] = [];
    const watching = watchSources({
      folders: [folder],
      quietMs: 50,
      signal: abort.signal,
      onChange: async (paths) => {
        told.push([...paths].toSorted());
        abort.abort();
      },
    });
    await writeFile(join(folder, 'b.test.ts'), '');
    await writeFile(join(folder, 'a.ts'), '');
    await writeFile(join(folder, 'inner', 'c.ts'), '');
    await watching;
    assert.deepEqual(told, [[join(folder, 'a.ts'), join(folder, 'inner', 'c.ts')]]);
  });

  it('rejects where a folder is not there', async () => {
    const { signal } = new AbortController();
    await assert.rejects(
      watchSources({ folders: [join(folder, 'gone')], onChange: async () => {}, signal }),
      { code: 'ENOENT' },
    );
  });
});
