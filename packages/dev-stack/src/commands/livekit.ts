// The command `npm run livekit`: only the LiveKit development server, until Ctrl-C; it knows no other part.
import { parseArgs } from 'node:util';
import { startLiveKit } from '../livekit/start-livekit.ts';
import { isPortFree } from '../process/free-ports.ts';
import { logTail } from '../process/log-tail.ts';
import { terminalProgress } from '../stack/terminal-progress.ts';
import { portOption, UsageError } from './starting/port-option.ts';
import { runUntilEnded, type Running } from './starting/run-until-ended.ts';

/** LiveKit's own default. */
const PORT = 7880;

const progress = terminalProgress();

async function start(): Promise<Running> {
  const port = readPort(process.argv.slice(2));
  if (!(await isPortFree(port))) {
    throw new UsageError(
      `Port ${port} is already in use. End who has it, or take another: npm run livekit -- --port ${port + 1}`,
    );
  }
  progress.phase('starting LiveKit');
  try {
    const livekit = await startLiveKit({ port, tell: progress.tell, warn: progress.note });
    progress.end();
    console.log(`LIVEKIT_API_KEY=${livekit.apiKey}`);
    console.log(`LIVEKIT_API_SECRET=${livekit.apiSecret}`);
    console.log(`ready ${livekit.url}`);
    const broken = livekit.ended.then(
      async ({ code, signal }) =>
        `LiveKit ended by itself (${signal ?? `status ${code}`}). The end of its log:\n${await logTail(livekit.logFile)}`,
    );
    return { broken, stop: livekit.stop };
  } catch (error) {
    progress.end(false);
    throw error;
  }
}

function readPort(args: string[]): number {
  try {
    return portOption(
      parseArgs({ args, options: { port: { type: 'string' } }, strict: true }).values.port,
      PORT,
    );
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UsageError(`${error.message.split(/\. /)[0]}\nUsage: npm run livekit -- [--port N]`);
  }
}

await runUntilEnded(start);
