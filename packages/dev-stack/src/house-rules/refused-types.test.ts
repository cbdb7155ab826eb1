// The rule on ways around the type checker, on small sources.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { refusedTypes } from './refused-types.ts';

const count = (text: string) => refusedTypes([{ path: 'a.ts', text }]).length;

it('refuses any in every place', () => {
  assert.equal(count('let a: any; function b(c: any[]): Promise<any> {}'), 3);
  assert.equal(count("let any = 'any'; // any"), 0);
});

it('refuses comments that turn the checker off', () => {
  const at = '@'; // parted, so that this file does not refuse itself
  assert.equal(count(`// ${at}ts-ignore\nlet a;`), 1);
  assert.equal(count(`/* ${at}ts-nocheck */`), 1);
  assert.equal(count(`// see ${at}ts-ignore in the manual`), 0);
});
