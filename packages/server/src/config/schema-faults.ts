// Tells what a zod schema found wrong as faults with paths; it does not know which schema it was.
import type { z } from 'zod';
import type { Fault } from './fault.ts';

type Issue = z.core.$ZodIssue;
type Shape = Readonly<Record<string, z.ZodType>>;

/** The values that came out of `shape`, those that were missing or unsound left out. */
export type SoundFields<S extends Shape> = { -readonly [Name in keyof S]?: z.output<S[Name]> | undefined };

/** Reports every issue at the deepest place that can be named, unknown fields one by one. */
export function reportIssues(issues: readonly Issue[], fault: Fault): void {
  for (const issue of issues.flatMap(innermost)) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        // Two fields of this name in one object are one fault of the text already.
        if (key !== '__proto__')
          fault([...issue.path, key], 'is no setting. Correct its name, or take it out.');
      }
    } else {
      fault(issue.path, issue.message);
    }
  }
}

/**
 * What no form of a union fits is told as the faults of the one form that was meant, where that can be seen: the only one
 * of the right kind that misses least. Else the union's own sentence says which forms there are.
 */
function innermost(issue: Issue): readonly Issue[] {
  if (issue.code === 'invalid_key') {
    return issue.issues.map((found): Issue => ({ ...found, path: issue.path }));
  }
  if (issue.code !== 'invalid_union') return [issue];
  const isOfKind = (found: Issue): boolean =>
    found.path.length > 0 || !['invalid_type', 'invalid_value', 'invalid_union'].includes(found.code);
  const forms = issue.errors
    .filter((form) => form.every(isOfKind))
    .toSorted((one, other) => one.length - other.length);
  const [meant, next] = forms;
  if (meant === undefined || meant.length === next?.length) return [issue];
  return meant.map((found): Issue => ({ ...found, path: [...issue.path, ...found.path] })).flatMap(innermost);
}

/** Each field of `value` on its own, so that one wrong field hides nothing about the others. */
export function soundFields<S extends Shape>(shape: S, value: unknown): SoundFields<S> {
  const fields: Record<string, unknown> = {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [name, schema] of Object.entries(shape)) {
      if (!Object.hasOwn(value, name)) continue;
      const result = schema.safeParse((value as Record<string, unknown>)[name]);
      if (result.success) fields[name] = result.data;
    }
  }
  return fields as SoundFields<S>;
}
