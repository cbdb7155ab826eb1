// What a check found out; it does not know how findings are shown.

/** `skipped` was not tried, and its message says why. */
export type Level = 'ok' | 'warning' | 'fault' | 'skipped';

/** One line of the report. Never holds a secret or a token. */
export interface Finding {
  readonly level: Level;
  /** The tenant or issuer that it is about, where there are several. */
  readonly subject?: string;
  /** One or two sentences. */
  readonly message: string;
  /** One sentence that names the setting; there with every warning and fault. */
  readonly cure?: string;
}

/** Everything is as it should be. */
export const ok = (message: string): Finding => ({ level: 'ok', message });
/** Not tried. */
export const skipped = (message: string): Finding => ({ level: 'skipped', message });
/** It works, and may not for everybody or for long. */
export const warning = (message: string, cure: string): Finding => ({ level: 'warning', message, cure });
/** It does not work. */
export const fault = (message: string, cure: string): Finding => ({ level: 'fault', message, cure });

/** The same finding about `subject`; null where there is only one. */
export function about(subject: string | null, found: Finding): Finding {
  return subject === null ? found : { ...found, subject };
}
