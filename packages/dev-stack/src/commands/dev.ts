// The command `npm run dev`: the demo, built again and loaded again whenever a source changes, until Ctrl-C.
import { join } from 'node:path';
import { reloadPages, turnReloadsOn } from '../demo/page-reloads.ts';
import { startStack, type Stack } from '../stack/start-stack.ts';
import { terminalProgress } from '../stack/terminal-progress.ts';
import { build } from './build.ts';
import { BuildError } from './building/build-part.ts';
import { repositoryRoot } from './building/repository.ts';
import { watchSources } from './developing/watch-sources.ts';
import { runUntilEnded, type Running } from './starting/run-until-ended.ts';
import { startOptions } from './starting/start-options.ts';

const progress = terminalProgress();
const serverSources = join(repositoryRoot, 'packages/server/src');
const folders = [
  serverSources,
  join(repositoryRoot, 'packages/element/src'),
  join(repositoryRoot, 'packages/dev-stack/src/demo/page'),
];

/** Runs `work` as a phase of its own. A source that does not compile is told and waits for its next change. */
async function attempt(what: string, work: () => Promise<void>): Promise<void> {
  progress.phase(what);
  try {
    await work();
    progress.end();
  } catch (error) {
    progress.end(false);
    if (!(error instanceof BuildError)) throw error;
    console.error(`${error.output}\n\n${error.message}; waiting for the next change`);
  }
}

async function start(): Promise<Running> {
  const { port, bots } = startOptions(process.argv.slice(2));
  const abort = new AbortController();
  turnReloadsOn();
  await attempt('building', () => build({ onProgress: progress.tell }));

  const open = (): Promise<Stack> => startStack({ port, bots, onProgress: progress.tell });
  progress.phase('starting');
  let stack = await open();
  progress.end();
  console.log(`ready ${stack.pageUrl}`);

  const onChange = async (paths: ReadonlySet<string>): Promise<void> => {
    await attempt('building again', async () => {
      await build({ onProgress: progress.tell });
      if ([...paths].some((path) => path.startsWith(serverSources))) {
        await stack.stop();
        stack = await open();
      }
      reloadPages();
    });
    const rest = paths.size > 1 ? ` and ${paths.size - 1} more` : '';
    console.log(
      `${new Date().toLocaleTimeString()}  ${[...paths][0]?.slice(repositoryRoot.length + 1)}${rest}`,
    );
  };
  const watching = watchSources({ folders, onChange, signal: abort.signal });
  return {
    broken: watching.then(
      () => 'The sources are no longer watched.',
      (error: unknown) => `Watching the sources failed: ${String(error)}`,
    ),
    stop: async () => {
      abort.abort();
      await watching.catch(() => {}); // told by `broken`
      await stack.stop();
    },
  };
}

await runUntilEnded(start);
