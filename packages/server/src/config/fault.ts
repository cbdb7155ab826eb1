// How a part of the configuration is told to be wrong while it is read; it does not know who collects the faults.
import type { JsonPath } from './json-document.ts';

/** Reports one fault: where, and the end of a sentence that says what is wrong and what to set. */
export type Fault = (path: JsonPath, problem: string) => void;

/** The same below `base`. */
export function below(fault: Fault, ...base: JsonPath): Fault {
  return (path, problem) => fault([...base, ...path], problem);
}

/** A path as people write it: `tenants[1].limits`, `claims["a b"]`. */
export function sayPath(path: JsonPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(String(step))) text += text === '' ? String(step) : `.${String(step)}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text === '' ? 'the file' : text;
}
