// Runs one LiveKit server with keys and ports of its own; it does not know where the binary is from.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts, isPortFree } from '../process/free-ports.ts';
import { logTail } from '../process/log-tail.ts';
import { PortInUse } from '../process/port-in-use.ts';
import { startService, type Service } from '../process/start-service.ts';
import { endLiveKit } from './end-livekit.ts';
import { findLiveKitBinary, type FindOptions } from './find-livekit-binary.ts';
import { livekitBinarySources } from './livekit-binary-sources.ts';
import { livekitConfig, type RoomSettings } from './livekit-config.ts';

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

/** A LiveKit server that answers. `restart` keeps ports and keys; `stop` removes its files, the log included. */
export interface LiveKitServer extends Service {
  /** For clients on this machine: `ws://127.0.0.1:PORT`. */
  readonly url: string;
  /** For the server's API: `http://127.0.0.1:PORT`. */
  readonly httpUrl: string;
  readonly port: number;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** What the server writes. */
  readonly logFile: string;
}

/**
 * Starts a LiveKit server and waits until it answers.
 *
 * @throws NoLiveKitBinary where none can be had; PortInUse where the asked-for port is taken; an Error with the end of
 *   the server's log where it does not come up
 */
export async function startLiveKit(options: LiveKitOptions = {}): Promise<LiveKitServer> {
  const command = options.binary ?? (await findLiveKitBinary(livekitBinarySources(), options)).path;
  if (options.port !== undefined && !(await isPortFree(options.port))) throw new PortInUse(options.port);

  const keys = {
    apiKey: options.apiKey ?? `API${randomBytes(6).toString('hex')}`,
    apiSecret: options.apiSecret ?? randomBytes(32).toString('base64url'),
  };
  const folder = await mkdtemp(join(tmpdir(), 'voice-room-livekit-'));
  const configFile = join(folder, 'livekit.yaml');
  const logFile = join(folder, 'livekit.log');
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });

  const launch = async (): Promise<{ service: Service; port: number }> => {
    const [udpPort = 0, free = 0, third = 0] = await findFreePorts(3);
    const port = options.port ?? free;
    const nodeIp = options.nodeIp ?? '127.0.0.1';
    // LiveKit binds media over TCP to every address, whatever it is told, and on one machine UDP is never blocked.
    const tcpPort = nodeIp.startsWith('127.') ? 0 : third;
    const config = livekitConfig({ port, tcpPort, udpPort, nodeIp, ...keys, room: options.room });
    await writeFile(configFile, config, { mode: 0o600 });
    const healthUrl = `http://127.0.0.1:${port}/`;
    const args = ['--config', configFile];
    return {
      service: await startService({
        name: 'LiveKit',
        command,
        args,
        healthUrl,
        logFile,
        end: endLiveKit,
        // Nothing of this shell's environment: LiveKit takes LIVEKIT_CONFIG, REDIS_HOST, NODE_IP and more from it.
        env: { PATH: process.env['PATH'] },
      }),
      port,
    };
  };

  const launchOnFreePorts = async (): Promise<{ service: Service; port: number }> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await launch();
      } catch (error) {
        if (options.port !== undefined && !(await isPortFree(options.port))) {
          throw new PortInUse(options.port);
        }
        const clash = (await logTail(logFile)).includes('address already in use');
        if (!clash || tries === PORT_TRIES) throw error;
        await rm(logFile);
      }
    }
  };

  try {
    const { service, port } = await launchOnFreePorts();
    return {
      ...keys,
      url: `ws://127.0.0.1:${port}`,
      httpUrl: `http://127.0.0.1:${port}`,
      port,
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
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}
