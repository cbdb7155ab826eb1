// Reads the arguments of `npm start`; it starts nothing.
import { parseArgs } from 'node:util';
import { portOption, UsageError } from './port-option.ts';

/** The page's port unless another is asked for. */
const PORT = 3000;

const USAGE = 'npm start -- [--port N] [--no-bots] [--lan]';

/** What `npm start` was asked for. */
export interface StartOptions {
  readonly port: number;
  readonly bots: boolean;
  readonly lan: boolean;
}

/**
 * Reads the arguments.
 *
 * @throws UsageError with the whole usage where one is not known
 */
export function startOptions(args: readonly string[]): StartOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, 'no-bots': { type: 'boolean' }, lan: { type: 'boolean' } },
      strict: true,
    });
    return { port: portOption(values.port, PORT), bots: !values['no-bots'], lan: values.lan === true };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UsageError(`${firstSentence(error.message)}\nUsage: ${USAGE}`);
  }
}

/** Node adds advice on positional arguments, which this command has none of. */
const firstSentence = (message: string): string => message.split(/\. /)[0] ?? message;
