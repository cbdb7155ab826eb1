// Composes the whole of it on one machine: LiveKit, demo page, token server, bots; it builds and prints nothing.
import { startBots, type Bots } from '../bots/start-bots.ts';
import { startDemoHost } from '../demo/demo-host.ts';
import { startLiveKit, type LiveKitOptions, type LiveKitServer } from '../livekit/start-livekit.ts';
import { findFreePorts, isPortFree } from '../process/free-ports.ts';
import { PortInUse } from '../process/port-in-use.ts';
import { Closers } from './closers.ts';
import { makeLocalCertificate } from './local-certificate.ts';
import { startLanFront } from './lan-front.ts';
import { startTokenServer, type TokenServer } from './start-token-server.ts';

/** The channel that the bots are in: the one that the demo page opens with. */
const BOTS_CHANNEL = 'general';

/** What the stack may be told. */
export interface StackOptions {
  /** The port of the page; a free one by default. */
  readonly port?: number | undefined;
  /** Whether the two bots come; they do by default. */
  readonly bots?: boolean;
  /** The channel that the bots go to. */
  readonly botsChannel?: string;
  /** This machine's address in the local network: the page is then served there too, over HTTPS. */
  readonly lanAddress?: string | undefined;
  readonly livekit?: LiveKitOptions;
  /** Settings of the token server that replace the stack's own; undefined takes one away. */
  readonly serverEnv?: NodeJS.ProcessEnv;
  /** Hears what is going on, a sentence at a time. */
  readonly onProgress?: (what: string) => void;
}

/** Everything, running. */
export interface Stack {
  /** What a person opens: `http://localhost:PORT/`, or the HTTPS address in the local network. */
  readonly pageUrl: string;
  readonly tokenServerUrl: string;
  readonly livekit: LiveKitServer;
  readonly tokenServer: TokenServer;
  readonly bots: Bots | undefined;
  /** Ends every part, the last started first. Twice is once. */
  stop(): Promise<void>;
}

/**
 * Starts every part, in the order in which they need each other. The token server and the element must be built.
 *
 * @throws PortInUse, NoLiveKitBinary, or an Error with the end of the log of the part that did not come up
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { onProgress = () => {}, lanAddress, serverEnv: env } = options;
  const [freePort = 0, tokenServerPort = 0, inner = 0] = await findFreePorts(3);
  const port = options.port ?? freePort;
  if (!(await isPortFree(port))) throw new PortInUse(port);
  const pageOrigin = lanAddress === undefined ? `http://localhost:${port}` : `https://${lanAddress}:${port}`;
  const pagePort = lanAddress === undefined ? port : inner;
  const tokenServerOrigin = lanAddress === undefined ? `http://127.0.0.1:${tokenServerPort}` : pageOrigin;

  const closers = new Closers();
  try {
    onProgress('starting LiveKit');
    const livekit = await startLiveKit({ tell: onProgress, nodeIp: lanAddress, ...options.livekit });
    closers.add(livekit.stop);
    const livekitUrl = lanAddress === undefined ? livekit.url : `wss://${lanAddress}:${port}`;

    onProgress('starting the demo page');
    const host = await startDemoHost({
      port: pagePort,
      scriptUrl: `${tokenServerOrigin}/voice-room.js`,
      livekitUrl,
      ...(lanAddress === undefined ? {} : { lan: true }),
    });
    closers.add(() => host.close());

    onProgress('starting the token server');
    const tokenServer = await startTokenServer({
      port: tokenServerPort,
      livekit,
      livekitPublicUrl: livekitUrl,
      host,
      origins:
        lanAddress === undefined
          ? loopbackOrigins('http', port)
          : [pageOrigin, ...loopbackOrigins('https', port)],
      env,
    });
    closers.add(tokenServer.stop);

    if (lanAddress !== undefined) {
      const certificate = await makeLocalCertificate(lanAddress);
      const targets = { livekit: livekit.port, tokenServer: tokenServerPort, page: pagePort };
      const front = await startLanFront({ port, certificate, ...targets });
      closers.add(front.close);
    }

    let bots: Bots | undefined;
    if (options.bots !== false) {
      onProgress('waiting for the bots');
      const room = `voice-${options.botsChannel ?? BOTS_CHANNEL}`;
      bots = await startBots({ livekit, room, avatarBase: `${pageOrigin}/avatars` });
      closers.add(bots.stop);
    }
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopping ??= closers.closeAll());
    return { pageUrl: `${pageOrigin}/`, tokenServerUrl: tokenServer.url, livekit, tokenServer, bots, stop };
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

const loopbackOrigins = (scheme: string, port: number): string[] => [
  `${scheme}://localhost:${port}`,
  `${scheme}://127.0.0.1:${port}`,
];
