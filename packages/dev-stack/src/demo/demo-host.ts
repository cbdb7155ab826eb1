// Opens the demo host app on a port and closes it again; what it serves is the app's business.
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createDemoApp } from './demo-app.ts';
import { demoAudience, makeDemoSigner } from './demo-signer.ts';
import type { PageReach } from './page-headers.ts';

/** Where the demo listens and what its page may reach. */
export interface DemoHostOptions extends PageReach {
  /** 0 for any free one. */
  port: number;
  /** The address to listen on; by default this machine's own, 127.0.0.1. */
  host?: string | undefined;
}

/** The running demo. */
export interface DemoHost {
  /** `http://localhost:PORT/` */
  url: string;
  /** What a token server must believe: the `iss` and `aud` of the demo's JWTs, and where its key is. */
  issuer: string;
  audience: string;
  jwksUrl: string;
  /** Closes the port and every open connection. Twice is once. */
  close(): Promise<void>;
}

/**
 * Starts the demo. Rejects with Node's error, `code` `EADDRINUSE`, where somebody else has the port.
 */
export async function startDemoHost(options: DemoHostOptions): Promise<DemoHost> {
  const { port, host = '127.0.0.1', ...reach } = options;
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address ? address.port : port;
  const url = `http://localhost:${actualPort}/`;
  const signer = await makeDemoSigner(url);
  const listener = getRequestListener(createDemoApp({ ...reach, signer }).fetch);
  server.on('request', (incoming, outgoing) => void listener(incoming, outgoing));
  let closing: Promise<void> | undefined;
  return {
    url,
    issuer: signer.issuer,
    audience: demoAudience,
    jwksUrl: `http://127.0.0.1:${actualPort}/.well-known/jwks.json`,
    close: () =>
      (closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })),
  };
}
