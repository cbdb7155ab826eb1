// The runner of Node test files, on small files of its own: whatever goes wrong in one is seen as a failure.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { FileResult } from './file-result.ts';
import { runNodeFiles } from './run-node-files.ts';

describe('a test file run in a process of its own', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'run-node-files-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function run(source: string, fileLimitMs = 30_000): Promise<FileResult> {
    const file = join(folder, 'a.test.mts');
    await writeFile(file, `import { describe, it, test } from 'node:test';\n${source}`);
    const results: FileResult[] = [];
    const signal = new AbortController().signal;
    const onFileEnd = (result: FileResult) => results.push(result);
    await runNodeFiles({
      files: [file],
      concurrency: 2,
      fileLimitMs,
      signal,
      onFileStart: () => {},
      onFileEnd,
    });
    const [result] = results;
    assert.ok(result && results.length === 1);
    return result;
  }

  it('counts tests by their outcome and names the failed one with its suites', async () => {
    const result = await run(`
      describe('outer', () => {
        it('inner', () => { throw new Error('no good'); });
        it('fine', () => {});
      });
      test('later', { todo: true }, () => {});
      test('not here', (t) => t.skip('no reason'));`);
    assert.deepEqual([result.passed, result.skipped, result.failures.length], [1, 2, 1]);
    assert.equal(result.failures[0]?.name, 'outer › inner');
    assert.match(result.failures[0]?.stack ?? '', /no good[\s\S]*a\.test\.mts/);
    assert.doesNotMatch(
      result.failures[0]?.stack ?? '',
      /node:internal/,
      'frames that lead nobody to the fault',
    );
  });

  const whole = (result: FileResult) => result.failures.map((failure) => failure.name);

  it('fails a file without a test', async () => {
    assert.deepEqual(whole(await run('console.log("hello")')), ['the whole file']);
  });

  it('fails a file that throws, and keeps what it printed', async () => {
    const result = await run('console.log("so far"); throw new Error("early")');
    assert.deepEqual(whole(result), ['the whole file']);
    assert.match(result.output, /so far[\s\S]*early/);
  });

  it('fails a file that exits with status 0 in the middle of a test', async () => {
    assert.deepEqual(whole(await run('test("a", () => {}); test("b", () => process.exit(0));')), [
      'the whole file',
    ]);
  });

  it('fails a file that throws after its tests', async () => {
    const result = await run('test("a", () => {}); setTimeout(() => { throw new Error("late"); }, 50);');
    assert.ok(result.failures.length > 0);
  });

  it('fails a suite whose hook throws', async () => {
    const result = await run(`import { before } from 'node:test';
      describe('s', () => { before(() => { throw new Error('hook'); }); it('a', () => {}); });`);
    assert.ok(result.failures.some((failure) => failure.stack.includes('hook')));
  });

  it(
    'ends a file that takes too long, and the processes it started',
    { timeout: 20_000 },
    async ({ signal }) => {
      const result = await run(
        `import { spawn } from 'node:child_process';
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      console.log('pid', child.pid);
      test('hangs', () => new Promise(() => {}));`,
        2000,
      );
      assert.match(result.failures.at(-1)?.stack ?? '', /longer than 2 s/);
      const pid = Number(/pid (\d+)/.exec(result.output)?.[1]);
      assert.ok(pid > 0);
      // An orphan stays a zombie until the machine's first process collects it.
      const state = () =>
        spawnSync('ps', ['-o', 'stat=', '-p', String(pid)])
          .stdout.toString()
          .trim();
      while (!['', 'Z'].includes(state().slice(0, 1))) await setTimeout(10, undefined, { signal });
    },
  );
});
