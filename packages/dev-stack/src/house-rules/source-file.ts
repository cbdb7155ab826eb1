// What a rule is given and what it answers, as plain data; reads no disk.
import ts from 'typescript';

/** One file of the repository as text. */
export interface SourceFile {
  /** Path from the repository's top, with forward slashes. */
  path: string;
  text: string;
}

/** A place where a rule is broken. */
export interface Fault {
  path: string;
  /** Counted from 1; absent where the whole file is meant. */
  line?: number;
  message: string;
}

/** A rule: all files of the repository in, every place where it is broken out. */
export type Rule = (files: readonly SourceFile[]) => Fault[];

/** Whether a file is TypeScript that people wrote. */
export function isTypeScript({ path }: SourceFile): boolean {
  return /\.m?tsx?$/.test(path);
}

/** Whether a file holds tests. */
export function isTest({ path }: SourceFile): boolean {
  return /\.test\.m?tsx?$/.test(path);
}

/** The syntax tree of a file. */
export function parse({ path, text }: SourceFile): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** The line of a node, counted from 1. */
export function lineOf(node: ts.Node, tree: ts.SourceFile): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** Calls `visit` with each node of a tree, outer ones first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}
