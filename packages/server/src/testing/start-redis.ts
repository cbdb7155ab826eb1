// Starts a real Redis for a test; it does not know what is kept in it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { TestCertificate } from './create-certificate.ts';

/** A Redis of the test's own. */
export interface TestRedis {
  readonly url: string;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Brings it back, empty, on the same port. */
  restart(): Promise<void>;
  /** Stops and continues its process: it keeps its connections and answers nothing. */
  freeze(): void;
  thaw(): void;
  /** The names of all keys. */
  keys(): Promise<string[]>;
}

/** How a Redis of a test differs. */
export interface TestRedisOptions {
  readonly password?: string;
  /** `url` is `rediss:` then, on a port of its own. */
  readonly certificate?: TestCertificate;
}

/** Starts `redis-server` (or `VOICE_ROOM_REDIS`) on a free port; it ends with the test. */
export async function startRedis(
  t: TestContext,
  { password, certificate }: TestRedisOptions = {},
): Promise<TestRedis> {
  const port = await freePort();
  const publicPort = certificate === undefined ? port : await freePort();
  const tls = certificate === undefined ? [] : tlsArguments(publicPort, certificate);
  const auth = password === undefined ? [] : ['--requirepass', password];
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    ...auth,
    ...tls,
  ];

  async function launch() {
    const child = spawn(process.env['VOICE_ROOM_REDIS'] ?? 'redis-server', args, { stdio: 'ignore' });
    await once(child, 'spawn');
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
    }
    return child;
  }

  let child = await launch();
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    end();
    await ended;
  };
  t.after(async () => {
    process.removeListener('exit', end);
    await kill();
  });
  const credentials = password === undefined ? '' : `:${encodeURIComponent(password)}@`;
  return {
    url: `${certificate === undefined ? 'redis' : 'rediss'}://${credentials}127.0.0.1:${publicPort}`,
    kill,
    restart: async () => {
      await kill();
      child = await launch();
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    keys: async () =>
      (await say(port, `${password === undefined ? '' : `AUTH ${password}\r\n`}KEYS *`))
        .split('\r\n')
        .filter((line) => /^[^*$]/.test(line)),
  };
}

function tlsArguments(port: number, { certificateFile, keyFile }: TestCertificate): string[] {
  const files = ['--tls-cert-file', certificateFile, '--tls-key-file', keyFile];
  return ['--tls-port', String(port), '--tls-auth-clients', 'no', ...files];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Whether Redis takes commands; one that wants a password does. */
async function answers(port: number): Promise<boolean> {
  return /^(\+PONG|-NOAUTH)/.test(await say(port, 'PING').catch(() => ''));
}

/** Sends one inline command and returns what comes back before the connection is ended. */
async function say(port: number, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  socket.end(`${command}\r\nQUIT\r\n`);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return answer.replace(/\+OK\r\n$/, '');
}
