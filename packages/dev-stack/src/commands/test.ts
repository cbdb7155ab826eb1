// The command `npm test`: prepares the machine, runs the suites one after the other, ends with the sum.
import { parseArgs } from 'node:util';
import { ConsoleReport } from '../testing/console-report.ts';
import { findTestFiles } from '../testing/find-test-files.ts';
import { prepare } from '../testing/prepare.ts';
import { runSuite } from '../testing/run-suite.ts';
import { planSuites, type Selection } from '../testing/suites.ts';
import { BuildError } from './building/build-part.ts';
import { repositoryRoot } from './building/repository.ts';

const usage = 'Usage: npm test [-- PATTERN] or npm run test:quick [-- PATTERN]; PATTERN is a part of a path.';

/** Errors whose message is meant for a person: what is missing, why it is needed and how to get it. */
const missing = new Set(['BrowserMissingError', 'RedisMissingError', 'NoLiveKitBinary']);

function readSelection(): Selection | undefined {
  try {
    const { values, positionals } = parseArgs({
      options: { quick: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    return positionals.length > 1 ? undefined : { quick: values.quick, pattern: positionals[0] };
  } catch {
    return undefined;
  }
}

/** Aborts on the first Ctrl-C or SIGTERM; tests then end with their children before this process does. */
function abortOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

/** Runs what is selected. Resolves to the exit status: 0 only where at least one test ran and none failed. */
export async function test(selection: Selection): Promise<number> {
  const planned = planSuites(await findTestFiles(repositoryRoot), selection);
  if (planned.length === 0) {
    const where = selection.quick ? 'among the quick tests ' : '';
    console.error(`No test file ${where}has "${selection.pattern ?? ''}" in its path.`);
    return 1;
  }
  const report = new ConsoleReport((line) => console.log(line));
  let runnable = planned;
  try {
    await prepare(planned, (line) => console.log(line));
  } catch (error) {
    if (error instanceof Error && missing.has(error.name)) {
      console.error(`\n${error.message}`);
      return 1;
    }
    if (!(error instanceof BuildError)) throw error;
    report.failed(error.message, error.output);
    runnable = planned.filter(({ suite }) => suite.needs.length === 0); // what runs from sources can still tell more
  }
  const signal = abortOnSignal();
  for (const suite of runnable) {
    if (!signal.aborted) await runSuite(suite, report, signal);
  }
  if (signal.aborted) report.failed('the run', 'It was interrupted.');
  return report.close() ? 0 : 1;
}

if (import.meta.main) {
  const selection = readSelection();
  if (!selection) console.error(usage);
  process.exitCode = selection ? await test(selection) : 1;
}
