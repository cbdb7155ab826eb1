// Which files count as a LiveKit server, asked with real programs.
import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findLiveKitBinary } from './find-livekit-binary.ts';
import { livekitBinarySources } from './livekit-binary-sources.ts';
import { probeBinary } from './probe-binary.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-room-probe-'));
});
after(() => rm(folder, { recursive: true }));

async function script(name: string, text: string, mode = 0o755): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, mode);
  return path;
}

describe('a LiveKit server', () => {
  it('is the real one', async () => {
    const { path } = await findLiveKitBinary(livekitBinarySources());
    assert.match(await probeBinary(path), /^\d+\.\d+\.\d+/);
  });

  it('tells its version', async () => {
    assert.equal(await probeBinary(await script('a', 'echo livekit-server version 1.99.0')), '1.99.0');
  });

  it('is no other program that tells a version', async () => {
    await assert.rejects(
      probeBinary(process.execPath),
      /is no LiveKit server: asked for its version it said "v24/,
    );
  });

  it('is no file that fails, is missing or cannot be run', async () => {
    await assert.rejects(probeBinary(await script('b', 'exit 3')), /does not run \(exit status 3\)/);
    await assert.rejects(probeBinary(join(folder, 'none')), /does not run \(there is no such file\)/);
    await assert.rejects(probeBinary(await script('c', '', 0o644)), /does not run \(it is not executable\)/);
  });
});
