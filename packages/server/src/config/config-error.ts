// The refusal of a configuration, with every fault in it; it does not know how it is shown.

/** One thing to repair: `problem` is a sentence that says what is wrong and what to set. */
export interface ConfigFault {
  readonly variable: string;
  readonly problem: string;
}

/** Thrown when a configuration cannot be used. Never holds a secret's value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(faults.map(({ variable, problem }) => `${variable} ${problem}`).join('\n'));
    this.faults = faults;
  }
}
