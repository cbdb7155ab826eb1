// Reads texts from variables and from files and remembers which; it does not know process.env or the file system.
import type { Environment } from './variables.ts';

/** Reads a file whole; throws when it cannot. */
export type ReadFile = (path: string) => string | Promise<string>;

/** Why a text could not be had; the message is the end of a sentence. */
export class SourceFault extends Error {
  override readonly name = 'SourceFault';
}

/** The places that values may come from. */
export interface Sources {
  /** The variable's text. Throws `SourceFault` where it is not set. */
  variable(name: string): string;
  /** The file's text without the line break at its end. Throws `SourceFault` where there is none. */
  file(path: string): Promise<string>;
  /** Paths of the files that were read or tried, and names of the variables that were asked for. */
  readonly files: readonly string[];
  readonly variables: ReadonlySet<string>;
}

/** Paths that are not absolute begin at the folder of `configFile`, or where `readFile` says. */
export function createSources(environment: Environment, readFile?: ReadFile, configFile = ''): Sources {
  const files: string[] = [];
  const variables = new Set<string>();
  return {
    files,
    variables,
    variable(name) {
      variables.add(name);
      // Own ones only: every object has a `constructor`, which is no variable.
      const text = Object.hasOwn(environment, name) ? environment[name] : undefined;
      if (!text) throw new SourceFault(`names the variable ${name}, which is not set. Set it.`);
      return text;
    },
    async file(path) {
      const place = beside(configFile, path);
      if (!files.includes(place)) files.push(place);
      let text: string;
      try {
        if (readFile === undefined) throw new Error('no file system');
        text = await readFile(place);
      } catch {
        throw new SourceFault('names a file that cannot be read. Set the path of a readable file.');
      }
      const value = text.replace(/\r?\n$/, '');
      if (value === '') throw new SourceFault('names an empty file. Write the value into it.');
      return value;
    },
  };
}

/** `path` as seen from the folder of `file`; of absolute paths (POSIX, a drive, a share) it stays as it is. */
function beside(file: string, path: string): string {
  const folder = /^.*[\\/]/.exec(file)?.[0] ?? '';
  return /^([\\/]|[A-Za-z]:[\\/])/.test(path) ? path : folder + path;
}
