// The reading of imports, on small sources.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { importsOf } from './imports-of.ts';

it('sees every way to import, with its kind, line and target', () => {
  const text = `import a from 'a';
import type { B } from './b.ts';
import { type C, type D } from '../c/c.js';
import { type E, f } from './e.ts';
import './side.ts';
export * from './g.ts';
export type { H } from './h.ts';
const i = () => import('./i.ts');
type J = import('./j.ts').J;`;
  assert.deepEqual(
    importsOf({ path: 'p/src/x.ts', text }).map(({ kind, line, target }) => [kind, line, target]),
    [
      ['value', 1, undefined],
      ['type', 2, 'p/src/b.ts'],
      ['type', 3, 'p/c/c.ts'],
      ['value', 4, 'p/src/e.ts'],
      ['value', 5, 'p/src/side.ts'],
      ['value', 6, 'p/src/g.ts'],
      ['type', 7, 'p/src/h.ts'],
      ['dynamic', 8, 'p/src/i.ts'],
      ['type', 9, 'p/src/j.ts'],
    ],
  );
});
