// Whose Go may build the LiveKit server; the build itself takes minutes and is shown by every first `npm start`.
import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { goModuleSource } from './go-module-source.ts';
import { LIVEKIT_VERSION } from './livekit-release.ts';

let folder = '';
let cachePath = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-room-go-'));
  cachePath = join(folder, 'cache/livekit-server');
});
after(() => rm(folder, { recursive: true }));

/** A Go that tells a version, and whose build is this shell code; `$out` is where the binary is to be. */
async function go(version: string, build = 'exit 1'): Promise<string> {
  const path = join(folder, `go-${version}`);
  const text = `#!/bin/sh
if [ "$1" = version ]; then echo "go version go${version} linux/amd64"; exit; fi
while [ "$1" != -o ]; do shift; done
out=$2
${build}
`;
  await writeFile(path, text);
  await chmod(path, 0o755);
  return path;
}

const quiet = () => {};
const works = `printf '#!/bin/sh\\necho livekit-server version ${LIVEKIT_VERSION}\\n' > "$out"; echo built >> "${'$'}{0}.log"`;

describe('a build of the Go module', () => {
  it('is refused without Go', async () => {
    const source = goModuleSource(cachePath, [join(folder, 'none')]);
    await assert.rejects(source.find(quiet), { message: /no Go/, remedy: /Go 1\.26 or newer/ });
  });

  it('is refused with an old Go', async () => {
    const source = goModuleSource(cachePath, [await go('1.25.9')]);
    await assert.rejects(source.find(quiet), { message: /go1\.25\.9 is too old, 1\.26 is needed/ });
  });

  it('that fails is refused with what Go said, and leaves nothing behind', async () => {
    const source = goModuleSource(cachePath, [await go('1.26.1', 'echo "no space" >&2; exit 1')]);
    await assert.rejects(source.find(quiet), { message: /go build failed: no space/ });
    assert.deepEqual(await readdir(join(folder, 'cache')), []);
  });

  it('goes to the cache, and is made once where two want it at the same time', async () => {
    const command = await go('1.26.2', works);
    const sources = [goModuleSource(cachePath, [command]), goModuleSource(cachePath, [command])];
    assert.deepEqual(await Promise.all(sources.map((source) => source.find(quiet))), [cachePath, cachePath]);
    assert.equal(await readFile(`${command}.log`, 'utf8'), 'built\n');
    assert.deepEqual(await readdir(join(folder, 'cache')), ['livekit-server']);
  });

  it('is of the version that the project names', async () => {
    const text = await readFile(new URL('../../livekit/go.mod', import.meta.url), 'utf8');
    assert.match(
      text,
      new RegExp(`github.com/livekit/livekit-server v${LIVEKIT_VERSION.replaceAll('.', '\\.')}\\b`),
    );
    assert.match(text, /^tool github\.com\/livekit\/livekit-server\/cmd\/server$/m);
  });
});
