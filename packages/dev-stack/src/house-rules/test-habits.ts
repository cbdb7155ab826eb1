// Habits that make tests worthless; knows no test runner beyond its names.
import ts from 'typescript';
import { isTest, lineOf, parse, walk, type Fault, type SourceFile } from './source-file.ts';

const testNames = /^(it|test|describe|suite|context|specify)$/;
const shortNames = /^(xit|xtest|xdescribe|fit|fdescribe)$/;

function isFocusOrSkip(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return /^(only|skip)$/.test(node.name.text) && testNames.test(node.expression.getText());
  }
  if (!ts.isCallExpression(node)) return false;
  if (shortNames.test(node.expression.getText())) return true;
  return testNames.test(node.expression.getText()) && node.arguments.some(hasFixedOption);
}

/** `{ skip: true }` or `{ only: true }`; a condition, with its reason, is another matter. */
function hasFixedOption(argument: ts.Expression): boolean {
  if (!ts.isObjectLiteralExpression(argument)) return false;
  return argument.properties.some(
    (one) =>
      ts.isPropertyAssignment(one) &&
      /^(only|skip|todo)$/.test(one.name.getText()) &&
      (one.initializer.kind === ts.SyntaxKind.TrueKeyword || ts.isStringLiteral(one.initializer)),
  );
}

/** A rule: no test is left out for good, and none keeps others from running. */
export function noFocusedTests(files: readonly SourceFile[]): Fault[] {
  return files.filter(isTest).flatMap((file): Fault[] => {
    const tree = parse(file);
    const faults: Fault[] = [];
    walk(tree, (node) => {
      if (!isFocusOrSkip(node)) return;
      faults.push({
        path: file.path,
        line: lineOf(node, tree),
        message: 'A test is left out or keeps others from running.',
      });
    });
    return faults;
  });
}

/** A rule: `x.test.ts` and `x.TOPIC.test.ts` lie beside `x.ts`; journeys, which test no one file, may lie alone. */
export function testsBesideSources(files: readonly SourceFile[]): Fault[] {
  const paths = new Set(files.map((file) => file.path));
  return files.filter(isTest).flatMap(({ path }): Fault[] => {
    if (path.startsWith('packages/e2e/')) return [];
    const slash = path.lastIndexOf('/') + 1;
    const source = path.slice(0, path.indexOf('.', slash));
    if (['.ts', '.mts', '.mjs', '.js', '.tsx'].some((ending) => paths.has(source + ending))) return [];
    return [{ path, message: `There is no ${source.slice(slash)}.ts beside it.` }];
  });
}
