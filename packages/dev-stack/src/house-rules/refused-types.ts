// Ways around the type checker; lint finds them too, this finds them where lint was told to look away.
import ts from 'typescript';
import { isTypeScript, lineOf, parse, walk, type Fault, type SourceFile } from './source-file.ts';

const directive = /^\s*(\/\/|\/?\*+)\s*@ts-(ignore|nocheck)\b/;

/** A rule: no `any`, and no comment that turns the checker off. */
export function refusedTypes(files: readonly SourceFile[]): Fault[] {
  return files.filter(isTypeScript).flatMap((file): Fault[] => {
    const tree = parse(file);
    const faults: Fault[] = [];
    walk(tree, (node) => {
      if (node.kind !== ts.SyntaxKind.AnyKeyword) return;
      faults.push({
        path: file.path,
        line: lineOf(node, tree),
        message: 'any turns the checker off; unknown does not.',
      });
    });
    file.text.split('\n').forEach((text, index) => {
      if (directive.test(text))
        faults.push({ path: file.path, line: index + 1, message: 'This comment turns the checker off.' });
    });
    return faults;
  });
}
