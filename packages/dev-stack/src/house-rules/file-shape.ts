// How a source file looks from outside: its name, its length, its first line; does not read its code.
import { isTest, isTypeScript, type Fault, type SourceFile } from './source-file.ts';

const longest = 300;
const longestOfTests = 500;
const forbiddenNames = new Set(['utils', 'util', 'helpers', 'helper', 'types', 'misc', 'common']);

/** A rule: no file is longer than 300 lines; tests and locales may have 500. */
export function fileLength(files: readonly SourceFile[]): Fault[] {
  return files.flatMap((file): Fault[] => {
    if (!isTypeScript(file) && !/\.(m?js|css)$/.test(file.path)) return [];
    const limit = isTest(file) || file.path.includes('/locales/') ? longestOfTests : longest;
    const lines = file.text.trimEnd().split('\n').length;
    return lines > limit
      ? [{ path: file.path, message: `It has ${lines} lines; ${limit} is the most.` }]
      : [];
  });
}

/** A rule: a source file opens with a comment that says what lives here. */
export function openingComment(files: readonly SourceFile[]): Fault[] {
  return files.flatMap((file): Fault[] => {
    if (!isTypeScript(file) && !/\.m?js$/.test(file.path)) return [];
    const start = file.text.replace(/^#!.*\n/, '');
    if (/^(\/\/ ?\S|\/\*)/.test(start)) return [];
    return [{ path: file.path, line: 1, message: 'It does not open with a sentence about what lives here.' }];
  });
}

/** A rule: names are kebab-case and say what is inside; `index.ts` stands only directly in `src`. */
export function fileNames(files: readonly SourceFile[]): Fault[] {
  return files.filter(isTypeScript).flatMap((file): Fault[] => {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const stem = name.slice(0, name.indexOf('.'));
    const faults: string[] = [];
    if (forbiddenNames.has(stem)) faults.push(`"${stem}" does not say what is inside.`);
    if (stem === 'index' && !/^packages\/[^/]+\/src\/index\.ts$/.test(file.path)) {
      faults.push('An inner index.ts hides where things live.');
    }
    if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.m?tsx?$/.test(name) && !file.path.includes('/locales/')) {
      faults.push('File names are kebab-case.');
    }
    return faults.map((message) => ({ path: file.path, message }));
  });
}
