// The refusal of a configuration, with every fault in it; it does not know how it is shown.

/** One thing to repair: `problem` is a sentence that says what is wrong and what to set. */
export interface ConfigFault {
  /** The variable's name, or the path of the field in the file, for example `tenants[1].id`. */
  readonly setting: string;
  readonly problem: string;
  /** The file with the fault as it was named, where the setting is in one; with the line, counted from 1. */
  readonly file?: string;
  readonly line?: number;
}

/** Thrown when a configuration cannot be used. Never holds a secret's value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(faults.map(sayFault).join('\n'));
    this.faults = faults;
  }
}

/** One line for people: `config.json:12 tenants[1].id is …`, or `AUTH_SECRET is …`. */
export function sayFault({ setting, problem, file, line }: ConfigFault): string {
  const place = file === undefined ? '' : line === undefined ? `${file} ` : `${file}:${line} `;
  return `${place}${setting} ${problem}`;
}
