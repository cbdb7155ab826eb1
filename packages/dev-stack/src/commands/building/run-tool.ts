// Runs one installed command-line tool to its end; knows nothing of which tool or why.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { repositoryRoot } from './repository.ts';

/** How a tool ended: its exit status (128 and more after a signal) and everything it printed, in order. */
export interface ToolResult {
  status: number;
  output: string;
}

/** What may be set about one run of a tool. */
export interface ToolOptions {
  /** Ends the tool; the result then has a status other than 0. */
  signal?: AbortSignal;
  /** Added to the environment of the tool. */
  env?: Record<string, string>;
}

/**
 * Runs `node_modules/.bin/NAME` in the repository's top folder with the project's own Node.
 * Never rejects: a tool that cannot be started is a result with status 127.
 */
export function runTool(
  name: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<ToolResult> {
  const bin = join(repositoryRoot, 'node_modules', '.bin');
  const env = { ...process.env, ...options.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
  const child = spawn(join(bin, name), args, {
    cwd: repositoryRoot,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.signal && { signal: options.signal }),
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  let failure = '';
  return new Promise((resolve) => {
    child.on('error', (error) => {
      failure = `${name}: ${error.message}\n`;
      if (child.pid === undefined) resolve({ status: 127, output: failure });
    });
    child.on('close', (code) => {
      resolve({ status: code ?? 128, output: Buffer.concat(chunks).toString() + failure });
    });
  });
}
