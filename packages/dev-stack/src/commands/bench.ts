// The command `npm run bench`: measures the product beside its peers; how each number is taken is not its affair.
import { findLiveKitBinary } from '../livekit/find-livekit-binary.ts';
import { livekitBinarySources } from '../livekit/livekit-binary-sources.ts';
import { terminalProgress } from '../stack/terminal-progress.ts';
import { build } from './build.ts';
import { BuildError } from './building/build-part.ts';

const suite = new URL('../../../bench/src/bench.ts', import.meta.url);
/** Errors that are told by their message alone: what is missing here, and what helps. */
const forPeople = ['NoLiveKitBinary', 'BenchImpossibleError'];

const progress = terminalProgress();

async function getLiveKit(): Promise<string> {
  progress.phase('getting the LiveKit server');
  try {
    const { path } = await findLiveKitBinary(livekitBinarySources(), { tell: progress.tell });
    progress.end();
    return path;
  } catch (error) {
    progress.end(false);
    throw error;
  }
}

try {
  await build({ onProgress: (line) => console.log(line) });
  const livekitBinary = await getLiveKit();
  // Not a dependency by name: the package of the benchmarks itself depends on this one.
  const { bench } = (await import(suite.href)) as {
    bench: (args: readonly string[], livekitBinary: string) => Promise<boolean>;
  };
  process.exitCode = (await bench(process.argv.slice(2), livekitBinary)) ? 0 : 1;
} catch (error) {
  if (error instanceof BuildError) console.error(`${error.output}\n\n${error.message}`);
  else if (error instanceof Error && forPeople.includes(error.name)) console.error(error.message);
  else throw error;
  process.exitCode = 1;
}
