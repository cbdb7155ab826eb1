// The command `npm start`: the whole of it on this machine, until Ctrl-C; it knows the parts only as one stack.
import { renderUnicodeCompact } from 'uqr';
import { isPortFree } from '../process/free-ports.ts';
import { logTail } from '../process/log-tail.ts';
import { lanAddress } from '../stack/lan-address.ts';
import { startStack, type Stack } from '../stack/start-stack.ts';
import { terminalProgress } from '../stack/terminal-progress.ts';
import { build } from './build.ts';
import { UsageError } from './starting/port-option.ts';
import { runUntilEnded, type Running } from './starting/run-until-ended.ts';
import { startOptions } from './starting/start-options.ts';

const progress = terminalProgress();

async function start(): Promise<Running> {
  const { port, bots, lan } = startOptions(process.argv.slice(2));
  const address = lan ? addressForLan() : undefined;
  if (!(await isPortFree(port))) throw new UsageError(busy(port));
  try {
    progress.phase('building');
    await build({ onProgress: progress.tell });
    progress.phase('starting');
    const stack = await startStack({
      port,
      bots,
      lanAddress: address,
      livekit: { warn: progress.note },
      onProgress: progress.tell,
    });
    progress.end();
    if (address !== undefined) {
      console.log(renderUnicodeCompact(stack.pageUrl));
      console.log(
        'Scan this with a phone in the same network. Its browser will warn: the certificate is made here.',
      );
    }
    console.log(`ready ${stack.pageUrl}`);
    return {
      broken: Promise.race([
        partEnded('LiveKit', stack.livekit),
        partEnded('the token server', stack.tokenServer),
      ]),
      stop: stack.stop,
    };
  } catch (error) {
    progress.end(false);
    throw error;
  }
}

function addressForLan(): string {
  const address = lanAddress();
  if (address !== undefined) return address;
  throw new UsageError(
    '--lan: this machine has no address in a local network that another device could reach. ' +
      'Connect it to one, or leave --lan out.',
  );
}

const busy = (port: number): string =>
  `Port ${port} is already in use, perhaps by another npm start. ` +
  `End that one, or take another port: npm start -- --port ${port + 1}`;

async function partEnded(name: string, part: Stack['livekit'] | Stack['tokenServer']): Promise<string> {
  const { code, signal } = await part.ended;
  return `${name} ended by itself (${signal ?? `status ${code}`}). The end of its log:\n${await logTail(part.logFile)}`;
}

await runUntilEnded(start);
