// The weighing of an install, on a tree made by hand.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { weighInstall } from './weigh-install.ts';

describe('the weight of an install', () => {
  let folder: string;
  const put = async (path: string, text: string) => {
    const file = join(folder, 'node_modules', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weigh-install-'));
    await put('.package-lock.json', '{"packages":{}}');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('counts every file, scoped packages apart and nested ones with their holder', async () => {
    await put('a/index.js', 'x'.repeat(100));
    await put('a/node_modules/b/index.js', 'x'.repeat(50));
    await put('@scope/c/index.js', 'x'.repeat(200));
    const { packages, bytes } = await weighInstall(folder);
    assert.deepEqual(packages.slice(0, 2), [
      { name: '@scope/c', bytes: 200 },
      { name: 'a', bytes: 150 },
    ]);
    assert.equal(bytes, 350 + '{"packages":{}}'.length);
  });

  it('finds native modules and packages with install scripts', async () => {
    await put('a/build/Release/a.node', 'x');
    const entries = { 'node_modules/a': { hasInstallScript: true }, 'node_modules/b': {} };
    await put('.package-lock.json', JSON.stringify({ packages: entries }));
    const { native, scripts } = await weighInstall(folder);
    assert.deepEqual(native, ['a/build/Release/a.node']);
    assert.deepEqual(scripts, ['node_modules/a']);
  });
});
