// The rule on doc blocks, on small sources.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { docBlocks } from './doc-blocks.ts';

const bare = (text: string) =>
  docBlocks([{ path: 'a.ts', text }]).map((fault) => /"(.+)"/.exec(fault.message)?.[1]);

describe('an export', () => {
  it('has a doc block, whatever it is', () => {
    const text = `
export const a = 1;
export function b() {}
export class C {}
export interface D {}
export type E = 1;
export default function f() {}`;
    assert.deepEqual(bare(text), ['a', 'b', 'C', 'D', 'E', 'f']);
    assert.deepEqual(bare(text.replaceAll('export', '/** What it is. */\nexport')), []);
  });

  it('has a real one: neither empty nor a line comment', () => {
    assert.deepEqual(bare('/***/ export const a = 1;'), ['a']);
    assert.deepEqual(bare('// What it is.\nexport const a = 1;'), ['a']);
  });

  it('has one also where a list exports it', () => {
    assert.deepEqual(bare('const a = 1; export { a };'), ['a']);
    assert.deepEqual(bare('/** What it is. */ const a = 1; export { a };'), []);
  });

  it('needs one for all its overloads, and none for what comes from elsewhere', () => {
    const overloads = '/** What it is. */\nexport function a(b: 1): void;\nexport function a(b: 2): void;';
    assert.deepEqual(bare(`${overloads}\nexport function a(b: number) {}`), []);
    assert.deepEqual(bare("export * from './b.ts'; export { c } from './c.ts'; const inner = 1;"), []);
  });
});
