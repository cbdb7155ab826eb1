// Asks for a doc block on each export; does not read what the block says.
import ts from 'typescript';
import { isTest, isTypeScript, lineOf, parse, type Fault, type SourceFile } from './source-file.ts';

function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function namesOf(node: ts.Statement): string[] {
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.map(({ name }) => name.getText());
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return [node.name?.text ?? 'default'];
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node))
    return [node.name.text];
  return [];
}

function hasBlock(node: ts.Statement, text: string): boolean {
  const comments = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  return comments.some(({ pos, end }) => text.startsWith('/**', pos) && end - pos > '/***/'.length);
}

/** Names that a list such as `export { a, b }` exports from the file itself. */
function listedNames(tree: ts.SourceFile): Set<string> {
  const lists = tree.statements.filter((node) => ts.isExportDeclaration(node) && !node.moduleSpecifier);
  const clauses = lists.flatMap((node) =>
    ts.isExportDeclaration(node) && node.exportClause ? [node.exportClause] : [],
  );
  const elements = clauses.flatMap((clause) => (ts.isNamedExports(clause) ? [...clause.elements] : []));
  return new Set(elements.map(({ name, propertyName }) => (propertyName ?? name).text));
}

/** A rule: whatever a file exports has a doc block. Of several overloads one is enough; re-exports need none. */
export function docBlocks(files: readonly SourceFile[]): Fault[] {
  return files
    .filter((file) => isTypeScript(file) && !isTest(file))
    .flatMap((file): Fault[] => {
      const tree = parse(file);
      const listed = listedNames(tree);
      const documented = new Set<string>();
      const bare = new Map<string, number>();
      for (const node of tree.statements) {
        for (const name of namesOf(node)) {
          if (hasBlock(node, file.text)) documented.add(name);
          else if (isExported(node) || listed.has(name)) bare.set(name, lineOf(node, tree));
        }
      }
      return [...bare]
        .filter(([name]) => !documented.has(name))
        .map(([name, line]) => ({
          path: file.path,
          line,
          message: `The export "${name}" has no doc block.`,
        }));
    });
}
