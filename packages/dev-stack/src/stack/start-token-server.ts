// Runs the token server as its users do, a process that is set up by its environment; it imports none of its code.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePorts } from '../process/free-ports.ts';
import { startService, type Service } from '../process/start-service.ts';

const command = fileURLToPath(new URL('../../../server/dist/cli/main.js', import.meta.url));

/** What the environment of the token server is made from. */
export interface TokenServerOptions {
  /** Where it listens, on 127.0.0.1. */
  readonly port: number;
  readonly livekit: { readonly httpUrl: string; readonly apiKey: string; readonly apiSecret: string };
  /** The LiveKit address that browsers are told. */
  readonly livekitPublicUrl: string;
  /** The host app whose tokens are believed. */
  readonly host: { readonly issuer: string; readonly audience: string; readonly jwksUrl: string };
  /** The pages that may ask. */
  readonly origins: readonly string[];
  /** Settings that replace the ones above, by name; undefined takes one away. */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** A token server that answers. `stop` removes its log. */
export interface TokenServer extends Service {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** What the server writes. */
  readonly logFile: string;
}

/**
 * Starts the built token server and waits until it answers.
 *
 * @throws an Error with the end of its log where it does not come up
 */
export async function startTokenServer(options: TokenServerOptions): Promise<TokenServer> {
  const { port, livekit, livekitPublicUrl, host, origins } = options;
  // The default one may be another server's of this machine.
  const [adminPort] = await findFreePorts(1);
  const folder = await mkdtemp(join(tmpdir(), 'voice-room-server-'));
  const logFile = join(folder, 'server.log');
  const url = `http://127.0.0.1:${port}`;
  const service = await startService({
    name: 'the token server',
    command: process.execPath,
    args: [command],
    healthUrl: `${url}/healthz`,
    logFile,
    // Nothing of this shell's environment: a setting left over there must not change what is tested.
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: String(port),
      ADMIN_PORT: String(adminPort),
      LIVEKIT_API_KEY: livekit.apiKey,
      LIVEKIT_API_SECRET: livekit.apiSecret,
      LIVEKIT_WS_URL: livekitPublicUrl,
      LIVEKIT_API_URL: livekit.httpUrl,
      AUTH_ISSUER: host.issuer,
      AUTH_AUDIENCE: host.audience,
      AUTH_JWKS_URL: host.jwksUrl,
      CHANNEL_ACCESS: 'all',
      ALLOWED_ORIGINS: origins.join(','),
      ...options.env,
    },
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    url,
    logFile,
    get pid() {
      return service.pid;
    },
    get ended() {
      return service.ended;
    },
    kill: service.kill,
    restart: service.restart,
    stop: async () => {
      await service.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
