// Reads the arguments of voice-room-server doctor; it does not know what is done with them.
import { parseArgs } from 'node:util';

/** What is asked for. */
export interface DoctorArguments {
  /** `read` waits for a token on standard input, `maybe` takes one that is there. */
  readonly token: 'read' | 'maybe';
  readonly channel: string | null;
  readonly origin: string | null;
  readonly url: string | null;
  readonly json: boolean;
}

/** Wrong arguments; the message is a sentence for whoever typed them. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Throws `UsageError`. */
export function readDoctorArguments(args: readonly string[]): DoctorArguments {
  // `--token` alone means standard input.
  const given = args.map((arg, index) => {
    const next = args[index + 1];
    return arg === '--token' && (next === undefined || next.startsWith('--')) ? '--token=-' : arg;
  });
  const { token, channel = null, origin = null, url = null, json = false } = parse(given);
  if (token !== undefined && token !== '-') {
    throw new UsageError(
      'A token on the command line can be read by others. Give it on standard input: --token -',
    );
  }
  const address = url === null ? null : URL.parse(url);
  const isAddress = address === null || /^https?:$/.test(address.protocol);
  if (
    url !== null &&
    (address === null || !isAddress || address.search + address.hash + address.username !== '')
  ) {
    throw new UsageError(
      '--url takes the public address of the server, for example https://voice.example.com.',
    );
  }
  return { token: token === undefined ? 'maybe' : 'read', channel, origin, url, json };
}

function parse(args: string[]) {
  try {
    const text = { type: 'string' } as const;
    const options = {
      token: text,
      channel: text,
      origin: text,
      url: text,
      json: { type: 'boolean' },
    } as const;
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Node's own sentence would quote the argument, which may be a token.
    const { code = '' } = error as { code?: string };
    const what = code.includes('POSITIONAL')
      ? 'an argument that is no option'
      : 'an option that it does not have, or one without its value';
    throw new UsageError(
      `doctor was given ${what}. It has --token -, --channel ID, --origin ORIGIN, --url URL and --json.`,
    );
  }
}
