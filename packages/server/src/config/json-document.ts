// Parses a JSON text and keeps the line of every value in it; it does not know what the text is for.
// momoa, because it keeps every position, has no dependency and is what ESLint's own JSON plugin stands on.
import type { ObjectNode, ValueNode } from '@humanwhocodes/momoa';
import { parse } from '@humanwhocodes/momoa';

/** Names and indexes that lead to a value, from the top. */
export type JsonPath = readonly PropertyKey[];

/** Deepest nesting that is looked at; the deepest setting is at 8. */
const MAX_DEPTH = 64;

/** One thing that is wrong with the text itself; `line` counts from 1. */
export interface JsonFault {
  readonly path: JsonPath;
  readonly line: number;
  /** The end of a sentence that begins with the path. */
  readonly problem: string;
}

/** A parsed text. */
export interface JsonDocument {
  /** As `JSON.parse` has it; undefined where the text is no JSON. */
  readonly value: unknown;
  readonly faults: readonly JsonFault[];
  /** Line of the value, or of the deepest value on the way to it that is there. */
  lineOf(path: JsonPath): number;
}

/**
 * Parses `text`. Besides what is no JSON, a name that occurs twice in one object is a fault at any depth, because readers
 * differ on which one counts (RFC 8259 section 4), and so is the name `__proto__`, which no object may carry as a setting.
 */
export function parseJsonDocument(text: string): JsonDocument {
  let root: ValueNode;
  let value: unknown;
  try {
    const plain = text.replace(/^\uFEFF/, '');
    root = parse(plain, { mode: 'json' }).body;
    value = JSON.parse(plain);
  } catch (error) {
    const line = lineOfError(error);
    const problem =
      'is not JSON from this line on. Correct it: JSON has no comments, no comma before a closing bracket, and only double quotes.';
    return { value: undefined, faults: [{ path: [], line, problem }], lineOf: () => line };
  }
  const faults: JsonFault[] = [];
  checkNames(root, [], faults);
  return { value, faults, lineOf: (path) => lineOf(root, path) };
}

function lineOfError(error: unknown): number {
  const line: unknown = error instanceof Error && 'line' in error ? error.line : undefined;
  return typeof line === 'number' ? line : 1;
}

function nameOf(member: ObjectNode['members'][number]): string {
  return member.name.type === 'String' ? member.name.value : member.name.name;
}

function checkNames(node: ValueNode, path: JsonPath, faults: JsonFault[]): void {
  if (path.length > MAX_DEPTH) {
    // One sentence for all of it: the path would be as long as the text.
    const { line } = node.loc.start;
    faults.push({ path: [], line, problem: 'is nested too deeply on this line. Take that part out.' });
    return;
  }
  if (node.type === 'Array') {
    node.elements.forEach((element, index) => checkNames(element.value, [...path, index], faults));
  }
  if (node.type !== 'Object') return;
  const lines = new Map<string, number>();
  for (const member of node.members) {
    const name = nameOf(member);
    const here = [...path, name];
    const { line } = member.loc.start;
    const first = lines.get(name);
    if (name === '__proto__') {
      faults.push({ path: here, line, problem: 'is a name that no setting has. Take it out.' });
    } else if (first !== undefined) {
      const problem = `occurs twice in one object, first on line ${first}. Take one of them out.`;
      faults.push({ path: here, line, problem });
    }
    lines.set(name, first ?? line);
    checkNames(member.value, here, faults);
  }
}

function lineOf(root: ValueNode, path: JsonPath): number {
  let node = root;
  let { line } = root.loc.start;
  for (const step of path) {
    // Of a name that occurs twice the last one counts for JSON.parse, so its line is the one to tell.
    const next =
      node.type === 'Object'
        ? node.members.findLast((member) => nameOf(member) === step)
        : node.type === 'Array' && typeof step === 'number'
          ? node.elements[step]
          : undefined;
    if (next === undefined) return line;
    ({ line } = next.loc.start);
    node = next.value;
  }
  return line;
}
