// Finds files that import each other in a circle, types included; knows nothing of rooms.
import { importsOf } from './imports-of.ts';
import { isTypeScript, type Fault, type SourceFile } from './source-file.ts';

/** A rule: no file imports itself by way of others. Each circle is told once; `import()` ends no circle. */
export function importCycles(files: readonly SourceFile[]): Fault[] {
  const sources = files.filter(isTypeScript);
  const known = new Set(sources.map((file) => file.path));
  const next = new Map(
    sources.map((file) => {
      const targets = importsOf(file).flatMap(({ target }) =>
        target !== undefined && known.has(target) ? [target] : [],
      );
      return [file.path, targets];
    }),
  );
  const done = new Set<string>();
  const faults: Fault[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      faults.push({ path, message: `It imports itself: ${[...trail.slice(at), path].join(' → ')}` });
      return;
    }
    if (done.has(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of known) visit(path, []);
  return faults;
}
