// The rule on the top of the repository.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { topLevel } from './top-level.ts';

it('refuses what the floor plan does not have', () => {
  assert.deepEqual(topLevel(['package.json', 'packages', '.ci', 'README.md']), []);
  assert.deepEqual(
    topLevel(['src', 'tsconfig.json', 'LICENSE']).map((fault) => fault.path),
    ['src', 'tsconfig.json'],
  );
});
