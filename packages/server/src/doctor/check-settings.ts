// Reads the settings as the server does and tells their faults; it does not try any of them.
import type { ServerConfig } from '../config/config.ts';
import type { ConfigFault } from '../config/config-error.ts';
import { ConfigError, sayFault } from '../config/config-error.ts';
import { readConfig } from '../config/read-config.ts';
import type { ReadFile } from '../config/sources.ts';
import type { Environment } from '../config/variables.ts';
import type { Finding } from './finding.ts';
import { ok, warning } from './finding.ts';

/** The configuration, null where it has faults. */
export interface ReadSettings {
  readonly config: ServerConfig | null;
  readonly findings: readonly Finding[];
}

/** A fault's own sentences say what is wrong and, from "Set" or its like on, what helps. */
export async function checkSettings(environment: Environment, readFile: ReadFile): Promise<ReadSettings> {
  try {
    const config = await readConfig(environment, readFile);
    const findings = [ok(describe(config, environment)), ...config.warnings.map(explainWarning)];
    return { config, findings };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { config: null, findings: error.faults.map(explainFault) };
  }
}

function describe({ tenants, issuers }: ServerConfig, environment: Environment): string {
  const file = environment['VOICE_ROOM_CONFIG'];
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
  if (file)
    return `${file} is sound: ${count(tenants.length, 'tenant')}, ${count(issuers.length, 'issuer')}.`;
  return 'The environment variables are sound.';
}

function explainFault(given: ConfigFault): Finding {
  const { what, cure } = part(sayFault(given));
  return { level: 'fault', message: what, cure: `${given.setting}: ${cure ?? 'correct it.'}` };
}

function explainWarning(text: string): Finding {
  const { what, cure } = part(text);
  const [setting = ''] = text.split(' ');
  return warning(what, cure ?? `Unset it (${setting}), or leave it: it changes nothing.`);
}

/** The last sentence is the cure where it begins as one. */
function part(text: string): { what: string; cure?: string } {
  const at = text.search(
    / (?:Set|Unset|Write|Give|List|Call|Take|Narrow|Name|Remove|Delete|Rename|Use|Choose)\b[^.]*(?:\.[^ ][^.]*)*\.?$/,
  );
  return at === -1 ? { what: text } : { what: text.slice(0, at), cure: text.slice(at + 1) };
}
