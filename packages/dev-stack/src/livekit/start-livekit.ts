// Runs one LiveKit server with keys and ports of its own; it does not know where the binary is from.
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts, isPortFree } from '../process/free-ports.ts';
import { logTail } from '../process/log-tail.ts';
import { PortInUse } from '../process/port-in-use.ts';
import { startChild, type Child, type ChildEnd } from '../process/start-child.ts';
import { endLiveKit } from './end-livekit.ts';
import { findLiveKitBinary, type FindOptions } from './find-livekit-binary.ts';
import { livekitBinarySources } from './livekit-binary-sources.ts';
import { livekitConfig, type RoomSettings } from './livekit-config.ts';
import { untilHealthy } from './until-healthy.ts';

/** How often other ports are tried when somebody takes one between our looking and the server's listening. */
const PORT_TRIES = 5;

/** What a LiveKit server may be told. */
export interface LiveKitOptions extends FindOptions {
  /** The signalling port; a free one by default. */
  readonly port?: number | undefined;
  /** The IPv4 address at which browsers reach the media; 127.0.0.1 by default. */
  readonly nodeIp?: string | undefined;
  /** The key pair; random by default. */
  readonly apiKey?: string | undefined;
  readonly apiSecret?: string | undefined;
  /** Limits of every room. */
  readonly room?: RoomSettings | undefined;
  /** The binary; looked for in the usual order by default. */
  readonly binary?: string | undefined;
}

/** A LiveKit server that answers. */
export interface LiveKitServer {
  /** For clients on this machine: `ws://127.0.0.1:PORT`. */
  readonly url: string;
  /** For the server's API: `http://127.0.0.1:PORT`. */
  readonly httpUrl: string;
  readonly port: number;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** The process id; another one after `restart`. */
  readonly pid: number;
  /** What the server writes. It is removed with the server's folder by `stop`. */
  readonly logFile: string;
  /** Settles when the present process is gone, for whatever reason; another promise after `restart`. */
  readonly ended: Promise<ChildEnd>;
  /** Ends the server in order and removes its files. Twice is once. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would be; `restart` brings it back. */
  kill(): Promise<void>;
  /** Ends the process if there is one, and starts it again with the same ports and keys; resolves when it answers. */
  restart(): Promise<void>;
}

/**
 * Starts a LiveKit server and waits until it answers.
 *
 * @throws NoLiveKitBinary where none can be had; PortInUse where the asked-for port is taken; an Error with the end of
 *   the server's log where it does not come up
 */
export async function startLiveKit(options: LiveKitOptions = {}): Promise<LiveKitServer> {
  const binary = options.binary ?? (await findLiveKitBinary(livekitBinarySources(), options)).path;
  if (options.port !== undefined && !(await isPortFree(options.port, '127.0.0.1')))
    throw new PortInUse(options.port);

  const apiKey = options.apiKey ?? `API${randomBytes(6).toString('hex')}`;
  const apiSecret = options.apiSecret ?? randomBytes(32).toString('base64url');
  const folder = await mkdtemp(join(tmpdir(), 'voice-room-livekit-'));
  const configFile = join(folder, 'livekit.yaml');
  const logFile = join(folder, 'livekit.log');

  const launch = async (port: number): Promise<Child> => {
    const log = await open(logFile, 'a');
    const child = await startChild({ command: binary, args: ['--config', configFile], output: log.fd });
    await log.close();
    try {
      await untilHealthy(`http://127.0.0.1:${port}`, child, logFile);
      return child;
    } catch (error) {
      await child.kill();
      throw error;
    }
  };

  const launchOnFreePorts = async (): Promise<{ child: Child; port: number }> => {
    for (let tries = 1; ; tries += 1) {
      const [tcpPort = 0, udpPort = 0, free = 0] = await findFreePorts(3);
      const port = options.port ?? free;
      const nodeIp = options.nodeIp ?? '127.0.0.1';
      const config = livekitConfig({ port, tcpPort, udpPort, nodeIp, apiKey, apiSecret, room: options.room });
      await writeFile(configFile, config, { mode: 0o600 });
      try {
        return { child: await launch(port), port };
      } catch (error) {
        const clash = (await logTail(logFile)).includes('address already in use');
        if (!clash || tries === PORT_TRIES) throw error;
        if (options.port !== undefined && !(await isPortFree(port, '127.0.0.1'))) throw new PortInUse(port);
        await rm(logFile);
      }
    }
  };

  const launched = await launchOnFreePorts().catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const { port } = launched;
  let { child } = launched;
  return {
    url: `ws://127.0.0.1:${port}`,
    httpUrl: `http://127.0.0.1:${port}`,
    port,
    apiKey,
    apiSecret,
    logFile,
    get pid() {
      return child.pid;
    },
    get ended() {
      return child.ended;
    },
    kill: () => child.kill(),
    restart: async () => {
      await endLiveKit(child);
      child = await launch(port);
    },
    stop: async () => {
      await endLiveKit(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
