// The command `npm run build`: the server and the element, from sources to what is served; knows nothing of running them.
import { buildPart, BuildError, type BuildOptions, type BuildPart } from './building/build-part.ts';

const shared = ['package-lock.json', '.config/tsconfig.base.json'];

const parts: readonly BuildPart[] = [
  {
    name: 'server',
    inputs: [
      ...shared,
      'packages/server/{package,tsconfig*}.json',
      'packages/server/rollup.config.mjs',
      'packages/server/src/**/*.{ts,json}',
    ],
    steps: [
      {
        tool: 'tsc',
        args: ['-p', 'packages/server/tsconfig.build.json', '--noEmitOnError'],
        what: 'compile',
      },
      {
        tool: 'rollup',
        args: ['--config', 'packages/server/rollup.config.mjs', '--silent'],
        what: 'bundle',
      },
    ],
    outputs: ['packages/server/dist', 'packages/server/.cache/build'],
  },
  {
    name: 'element',
    inputs: [
      ...shared,
      'rollup.config.mjs',
      'packages/element/{package,tsconfig*}.json',
      'packages/element/src/**/*',
    ],
    steps: [
      {
        tool: 'tsc',
        args: ['-p', 'packages/element/tsconfig.build.json', '--noEmitOnError'],
        what: 'compile',
      },
      {
        tool: 'rollup',
        args: ['--config', 'rollup.config.mjs', '--silent'],
        what: 'bundle for the script tag',
      },
    ],
    outputs: ['packages/element/dist', 'packages/element/cdn'],
  },
];

/**
 * Builds every package whose inputs changed since its last build, one after the other.
 * Rejects with a `BuildError` that carries what the tool said.
 */
export async function build(options: BuildOptions = {}): Promise<void> {
  for (const part of parts) {
    const started = performance.now();
    const built = await buildPart(part, options);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    options.onProgress?.(built ? `${part.name}: built in ${seconds} s` : `${part.name}: up to date`);
  }
}

if (import.meta.main) {
  try {
    await build({ onProgress: (line) => console.log(line), force: process.argv.includes('--force') });
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(`${error.output}\n\n${error.message}`);
    process.exitCode = 1;
  }
}
