// What a file imports, types included; judges nothing.
import { posix } from 'node:path';
import ts from 'typescript';
import { lineOf, parse, walk, type SourceFile } from './source-file.ts';

/** One import of a file. */
export interface ImportOf {
  /** As written. */
  specifier: string;
  /** `type` where nothing is left of it at run time; `dynamic` for `import()`. */
  kind: 'value' | 'type' | 'dynamic';
  line: number;
  /** For a relative import the path from the repository's top, as a `.ts` file. */
  target?: string;
}

function kindOf(node: ts.Node): ImportOf['kind'] {
  if (ts.isImportTypeNode(node)) return 'type';
  if (ts.isExportDeclaration(node)) return node.isTypeOnly ? 'type' : 'value';
  if (!ts.isImportDeclaration(node)) return 'dynamic';
  const clause = node.importClause;
  if (!clause) return 'value';
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return 'type';
  const names = clause.namedBindings;
  const onlyTypes =
    names && ts.isNamedImports(names) && names.elements.every((element) => element.isTypeOnly);
  return onlyTypes && !clause.name && names.elements.length > 0 ? 'type' : 'value';
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return node.arguments[0];
  return undefined;
}

/** All imports and re-exports of a file, in order. A dynamic import of something computed is not seen. */
export function importsOf(file: SourceFile): ImportOf[] {
  const tree = parse(file);
  const found: ImportOf[] = [];
  walk(tree, (node) => {
    const named = specifierOf(node);
    if (!named || !ts.isStringLiteralLike(named)) return;
    const specifier = named.text;
    const target = posix.join(posix.dirname(file.path), specifier).replace(/\.js$/, '.ts');
    found.push({
      specifier,
      kind: kindOf(node),
      line: lineOf(node, tree),
      ...(specifier.startsWith('.') && { target }),
    });
  });
  return found;
}
