// Reads variables, or the files that stand for them, into checked values; it does not know how they depend on each other.
import type { Fault } from './fault.ts';
import type { Sources } from './sources.ts';
import { SourceFault } from './sources.ts';
import type { Environment, Texts, Values, VariableName } from './variables.ts';
import { FILE_VARIABLES, variables } from './variables.ts';

/** What was set, as texts and as sound values. */
export interface ReadVariables {
  readonly texts: Texts;
  readonly values: Values;
  /** Variables that were set by themselves or as `NAME_FILE`, sound or not. */
  readonly given: ReadonlySet<VariableName>;
}

/** Reads the variables in `names`; reports each fault under the variable's name. */
export async function readVariables(
  environment: Environment,
  sources: Sources,
  names: readonly VariableName[],
  fault: Fault,
): Promise<ReadVariables> {
  const texts: Texts = {};
  const given = new Set<VariableName>();
  for (const name of names) {
    const text = environment[name];
    if (text) texts[name] = text;
    const path = FILE_VARIABLES.some((one) => one === name) ? environment[`${name}_FILE`] : undefined;
    if (text || path) given.add(name);
    if (!path) continue;
    if (text) {
      fault([name], `and ${name}_FILE are both set. Set only one of them.`);
      continue;
    }
    try {
      texts[name] = await sources.file(path);
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
      fault([`${name}_FILE`], error.message);
    }
  }
  const values: Partial<Record<VariableName, unknown>> = {};
  for (const [name, text] of Object.entries(texts) as [VariableName, string][]) {
    const result = variables[name].safeParse(text);
    if (result.success) values[name] = result.data;
    else for (const { message } of result.error.issues) fault([name], message);
  }
  return { texts, values: values as Values, given };
}
