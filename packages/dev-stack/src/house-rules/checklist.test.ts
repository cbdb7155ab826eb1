// The security checklist of the documentation: every point has tests, and every test that it names is there.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { repositoryRoot } from '../commands/building/repository.ts';
import { hasTitle, readChecklist } from './checklist.ts';

const page = join(repositoryRoot, 'packages/docs/server/security-checklist.md');

describe('the security checklist', async () => {
  const points = readChecklist(await readFile(page, 'utf8'));

  it('has its 20 points in order', () => {
    assert.deepEqual(
      points.map(({ number }) => number),
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  for (const { number, tests } of points) {
    it(`names tests for point ${number} that there are`, async () => {
      assert.ok(tests.length > 0, 'it names none');
      for (const { path, title } of tests) {
        const text = await readFile(join(dirname(page), path), 'utf8');
        assert.ok(hasTitle(text, title), `${path} has no test called “${title}”`);
      }
    });
  }
});

describe('a row of the checklist', () => {
  it('is read with each of its tests', () => {
    const row =
      '| 7 | a | b | [c.ts](../c.ts) | [a.test.ts](../a.test.ts) “one”<br>[b.test.ts](b.test.ts) “two: `x`” |';
    assert.deepEqual(readChecklist(`| # | x |\n| - | - |\n${row}\ntext [n.test.ts](n.test.ts) “no”`), [
      {
        number: 7,
        tests: [
          { path: '../a.test.ts', title: 'one' },
          { path: 'b.test.ts', title: 'two: `x`' },
        ],
      },
    ]);
  });
});

describe('the title of a test', () => {
  const text = [
    `it('does it', () => {});`,
    `it(\n  'does it in lines',\n  () => {});`,
    `it("host's own", () => {});`,
    `  // it('is left out', () => {});`,
    'for (const [what] of cases) it(`is refused: ${what}`, () => {});',
    'it(`of ${one} and ${two}`, () => {});',
    `const cases = [['no end', 1]];`,
  ].join('\n');

  it('is found as it is written, and whole', () => {
    for (const title of ['does it', 'does it in lines', "host's own"])
      assert.ok(hasTitle(text, title), title);
    for (const title of ['does', 'does it in', 'is left out', 'no end', ''])
      assert.ok(!hasTitle(text, title), title);
  });

  it('may be made of a table, of which it is a row', () => {
    assert.ok(hasTitle(text, 'is refused: no end'));
    for (const title of ['is refused: an end', 'is refused: ', 'of no end and no end'])
      assert.ok(!hasTitle(text, title), title);
  });
});
