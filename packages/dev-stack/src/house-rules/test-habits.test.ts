// The rules on tests, on small sources.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noFocusedTests, testsBesideSources } from './test-habits.ts';

describe('a test that is left out', () => {
  const count = (text: string) => noFocusedTests([{ path: 'a.test.ts', text }]).length;

  it('is found however it is written', () => {
    for (const name of ['it.only', 'it.skip', 'test.only', 'describe.skip', 'xit', 'fdescribe']) {
      assert.equal(count(`${name}('a', () => {});`), 1, name);
    }
    for (const option of ['skip: true', 'only: true', "skip: 'later'", 'todo: true']) {
      assert.equal(count(`test('a', { ${option} }, () => {});`), 1, option);
    }
  });

  it('is none where a condition decides, or where something else has that name', () => {
    assert.equal(count("test('a', { skip: !canRun && 'no sound here' }, (t) => t.skip('no'));"), 0);
    assert.equal(count('list.skip(3); query.only();'), 0);
  });
});

describe('a test file', () => {
  const alone = (...paths: string[]) => testsBesideSources(paths.map((path) => ({ path, text: '' }))).length;

  it('lies beside its source', () => {
    assert.equal(alone('a/src/b.test.ts', 'a/src/b.ts'), 0);
    assert.equal(alone('a/src/b.join.test.ts', 'a/src/b.ts'), 0);
    assert.equal(alone('a/src/b.test.ts', 'a/src/c/b.ts'), 1);
  });

  it('may lie alone among the journeys', () => {
    assert.equal(alone('packages/e2e/src/leave.test.ts'), 0);
  });
});
