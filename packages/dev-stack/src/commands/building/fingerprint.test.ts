// The fingerprint of a set of files, on files of its own in a temporary folder.
import assert from 'node:assert/strict';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fingerprint } from './fingerprint.ts';

describe('the fingerprint of a set of files', () => {
  let root: string;
  const now = () => fingerprint(root, ['*.ts', '*.json']);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'fingerprint-'));
    await writeFile(join(root, 'a.ts'), 'one');
    await writeFile(join(root, 'b.json'), '{}');
  });
  afterEach(() => rm(root, { recursive: true }));

  it('is the same for the same files, whatever the order of the patterns', async () => {
    assert.equal(await now(), await fingerprint(root, ['*.json', '*.ts', 'a.ts']));
  });

  it('changes with a content, a name and a new file', async () => {
    const seen = new Set([await now()]);
    await writeFile(join(root, 'a.ts'), 'two');
    seen.add(await now());
    await rename(join(root, 'a.ts'), join(root, 'c.ts'));
    seen.add(await now());
    await writeFile(join(root, 'd.ts'), '');
    seen.add(await now());
    assert.equal(seen.size, 4);
  });

  it('ignores tests and what no pattern names', async () => {
    const before = await now();
    await writeFile(join(root, 'notes.md'), 'x');
    await writeFile(join(root, 'a.test.ts'), 'x');
    assert.equal(await now(), before);
  });
});
