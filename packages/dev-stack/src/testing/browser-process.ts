// A process of its own that runs test files in a browser by the root's web-test-runner.config.mjs; judges nothing.
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startTestRunner, type TestRunnerConfig } from '@web/test-runner';
import { repositoryRoot } from '../commands/building/repository.ts';
import { toBrowserFileReport } from './browser-file-report.ts';

const files = process.argv.slice(2);
const configUrl = pathToFileURL(join(repositoryRoot, 'web-test-runner.config.mjs')).href;
const { default: config } = (await import(configUrl)) as { default: Partial<TestRunnerConfig> };

const runner = await startTestRunner({
  readCliArgs: false,
  readFileConfig: false,
  autoExitProcess: false,
  config: {
    ...config,
    rootDir: repositoryRoot,
    files: files.map((file) => join(repositoryRoot, file)),
    watch: false,
    reporters: [
      {
        reportTestFileResults: ({ testFile, sessionsForTestFile }) => {
          process.send?.(toBrowserFileReport(relative(repositoryRoot, testFile), sessionsForTestFile));
        },
      },
    ],
  },
});

// Without a runner the reason has been printed, and the process ends by itself with a status.
// Disconnecting waits for the reports that are still on their way.
runner?.on('stopped', () => process.disconnect());
process.on('disconnect', () => process.exit());
process.on('SIGTERM', () => void runner?.stop());
