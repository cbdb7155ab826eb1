// What the command does: reads its arguments, starts the server, and stops it on a signal; it does not know how it is called.
import { readFileSync } from 'node:fs';
import closeWithGrace from 'close-with-grace';
import { sayFault } from '../config/config-error.ts';
import { ConfigError, ListenError, startServer } from '../node/start.ts';

const HELP = `voice-room-server: verifies the JWTs of a host app and issues LiveKit tokens.

Usage: voice-room-server [--help | --version]
       voice-room-server doctor [options]    tries every setting and says what to fix; see doctor --help

Settings come from environment variables, or of many tenants from the file in VOICE_ROOM_CONFIG:
  LIVEKIT_API_KEY, LIVEKIT_API_SECRET, LIVEKIT_WS_URL    the LiveKit project
  AUTH_ISSUER, AUTH_AUDIENCE                             what the host app's JWTs must carry
  AUTH_JWKS_URL, AUTH_PUBLIC_KEY or AUTH_SECRET          how they are verified
  ALLOWED_ORIGINS, CHANNEL_ACCESS, HOST, PORT, ...       see the README for all of them
Each secret can come from a file instead: AUTH_SECRET_FILE=/run/secrets/auth.
`;

/** Milliseconds after a signal before the process ends without waiting any longer. */
const LAST_RESORT = 10_000;

/** Returns the exit status, or undefined while the server runs. */
export async function runCommand(args: readonly string[]): Promise<number | undefined> {
  const [command] = args;
  if (command === '--help' || command === '-h') return print(HELP);
  if (command === '--version' || command === '-v') return print(`${version()}\n`);
  // Loaded only here, since a server that starts has no need of it.
  if (command === 'doctor') return (await import('./doctor.ts')).doctor(args.slice(1));
  if (command !== undefined) {
    process.stderr.write(`voice-room-server: unknown command "${command}". See voice-room-server --help.\n`);
    return 2;
  }
  // Listens for signals first: one that comes during the start must end the process as gently as a later one.
  const starting = startServer();
  // SIGHUP asks for the configuration to be read again, as of most servers.
  process.on('SIGHUP', () => void starting.then((server) => server.reload()).catch(() => undefined));
  const grace = closeWithGrace({ delay: LAST_RESORT, logger: false, skip: ['SIGHUP'] }, async ({ err }) => {
    if (err) process.stderr.write(`voice-room-server: ends on an unexpected ${err.name}.\n`);
    await starting.then(
      (server) => server.close(),
      () => undefined,
    );
  });
  try {
    await starting;
    return undefined;
  } catch (error) {
    grace.uninstall();
    process.stderr.write(explain(error));
    return 1;
  }
}

function explain(error: unknown): string {
  if (error instanceof ListenError) return `voice-room-server cannot start: ${error.message}\n`;
  if (!(error instanceof ConfigError)) throw error;
  const lines = error.faults.map((fault) => `  ${sayFault(fault)}`);
  const count = lines.length === 1 ? 'one setting is wrong' : `${lines.length} settings are wrong`;
  return `voice-room-server cannot start: ${count}.\n${lines.join('\n')}\n`;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
