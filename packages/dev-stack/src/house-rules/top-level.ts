// What may lie at the top of the repository; reads no disk.
import type { Fault } from './source-file.ts';

const allowed = new Set([
  ...['package.json', 'package-lock.json', 'packages', 'examples', 'rollup.config.mjs'],
  ...['web-test-runner.config.mjs', 'README.md', 'LICENSE'],
  ...['.config', '.github', '.ci', '.gitignore', '.gitattributes', '.npmrc', '.editorconfig'],
]);

/** Each name at the top of the repository that the floor plan does not have. Pass what git would keep, nothing else. */
export function topLevel(names: readonly string[]): Fault[] {
  const unknown = names.filter((name) => !allowed.has(name));
  return unknown.map((path) => ({ path, message: 'The floor plan has no such thing at the top level.' }));
}
