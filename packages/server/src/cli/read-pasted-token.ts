// Gets a sample token from standard input; it does not look at it.
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { ReadStream } from 'node:tty';
import { Writable } from 'node:stream';

/** Milliseconds in which a pipe that nobody spoke of has to begin. */
const BEGINNING = 1_000;
/** Characters that are read at most; a token has 8192. */
const MAX_LENGTH = 64 * 1024;

/**
 * From a terminal one line, asked for and not shown, and only where it is `wanted`; from a pipe or a file all there is. A
 * pipe that stays silent, as a process without input may have one, is waited for only where a token is wanted.
 */
export async function readPastedToken(
  input: NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY'>>,
  prompt: NodeJS.WritableStream,
  isWanted: boolean,
): Promise<string | null> {
  if (input.isTTY) return isWanted ? ask(input, prompt) : null;
  return readAll(input, isWanted ? null : BEGINNING);
}

/** Read letter by letter, since terminals cut lines at 4096. Null where the input ends first. */
async function ask(input: NodeJS.ReadableStream, prompt: NodeJS.WritableStream): Promise<string | null> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: nowhere, terminal: true });
  // The interface takes Ctrl-C to itself.
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ended = once(reader, 'close').then(() => null);
  try {
    const answer = reader.question('');
    // Only now, since from here on the terminal shows nothing of what is pasted.
    prompt.write('Paste the token (it is not shown) and press Enter: ');
    return await Promise.race([answer, ended]);
  } finally {
    reader.close();
    prompt.write('\n');
  }
}

function readAll(input: NodeJS.ReadableStream, beginning: number | null): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    const end = (): void => {
      clearTimeout(timer);
      input.removeAllListeners();
      input.pause();
      // A pipe that stays open must not keep the process alive.
      (input as { unref?: () => void }).unref?.();
      resolve(text.trim() === '' ? null : text);
    };
    const timer = beginning === null ? undefined : setTimeout(end, beginning);
    input.setEncoding('utf8');
    input.on('data', (chunk: string | Buffer) => {
      clearTimeout(timer);
      text += String(chunk);
      if (text.length > MAX_LENGTH || /\S\s*\n/.test(text)) end();
    });
    input.on('end', end);
    input.on('error', end);
  });
}
