// Reads the configuration in whichever of its two modes the environment asks for; it does not know how either is read.
import type { ServerConfig } from './config.ts';
import { readEnvironment } from './read-environment.ts';
import { readConfigFile } from './read-file.ts';
import type { ReadFile } from './sources.ts';
import type { Environment } from './variables.ts';

/**
 * The tenants and issuers of the file that VOICE_ROOM_CONFIG names; without it one tenant of the environment's variables.
 * HOST, PORT and what else belongs to the process is read from the environment in both modes. Throws `ConfigError`.
 * `readFile` gets paths as they were set; those that a configuration file names begin at that file's folder.
 */
export function readConfig(environment: Environment, readFile?: ReadFile): Promise<ServerConfig> {
  const path = environment['VOICE_ROOM_CONFIG'];
  return path ? readConfigFile(environment, path, readFile) : readEnvironment(environment, readFile);
}
