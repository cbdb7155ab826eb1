// The order of looking for the LiveKit binary, with sources of the test's own.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BinaryRefusal, type BinarySource } from './binary-source.ts';
import { findLiveKitBinary, NoLiveKitBinary } from './find-livekit-binary.ts';
import { livekitBinarySources } from './livekit-binary-sources.ts';

const has = (name: string, path: string): BinarySource => ({ name, find: () => Promise.resolve(path) });
const refuses = (name: string, refusal: BinaryRefusal): BinarySource => ({
  name,
  find: () => Promise.reject(refusal),
});
const never = (name: string): BinarySource => ({
  name,
  find: () => assert.fail(`${name} was asked, although an earlier source had answered`),
});
const probe = (path: string): Promise<string> =>
  path === '/broken' ? Promise.reject(new BinaryRefusal('/broken does not run')) : Promise.resolve('1.13.3');

describe('looking for the LiveKit server', () => {
  it('follows the order of the contract', () => {
    assert.deepEqual(
      livekitBinarySources({}).map(({ name }) => name),
      [
        'LIVEKIT_SERVER_BIN',
        'livekit-server on PATH',
        "the project's own cache",
        'the release archive',
        'a build of the Go module',
      ],
    );
  });

  it('takes the first binary that answers and asks nobody after it', async () => {
    const nothing = refuses('a', new BinaryRefusal('nothing here', { expected: true }));
    const found = await findLiveKitBinary([nothing, has('b', '/server'), never('c')], { probe });
    assert.deepEqual(found, { path: '/server', version: '1.13.3', source: 'b' });
  });

  it('goes on after a binary that does not answer, and says why', async () => {
    const warnings: string[] = [];
    const warn = (message: string) => void warnings.push(message);
    const found = await findLiveKitBinary([has('a', '/broken'), has('b', '/server')], { probe, warn });
    assert.equal(found.source, 'b');
    assert.deepEqual(warnings, ['LiveKit server, a: /broken does not run']);
  });

  it('says nothing of a source that simply has none', async () => {
    const nothing = refuses('a', new BinaryRefusal('not set', { expected: true }));
    const warn = () => assert.fail('a warning about nothing');
    await findLiveKitBinary([nothing, has('b', '/server')], { probe, warn });
  });

  it('lists every refusal and every way out where none answers', async () => {
    const sources = [
      refuses('first', new BinaryRefusal('not set', { expected: true, remedy: 'set it' })),
      has('second', '/broken'),
      refuses('third', new BinaryRefusal('no Go', { remedy: 'install Go' })),
    ];
    await assert.rejects(findLiveKitBinary(sources, { probe }), (error) => {
      assert.ok(error instanceof NoLiveKitBinary);
      for (const part of [
        'first: not set',
        'second: /broken does not run',
        'third: no Go',
        'set it',
        'install Go',
      ]) {
        assert.ok(error.message.includes(part), part);
      }
      return true;
    });
  });

  it('does not take a defect of its own for a refusal', async () => {
    const defect: BinarySource = { name: 'a', find: () => Promise.reject(new TypeError('a defect')) };
    await assert.rejects(findLiveKitBinary([defect, has('b', '/server')], { probe }), TypeError);
  });
});
