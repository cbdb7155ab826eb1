// The command `npm run check`: everything that can be said about the sources without running a test.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { askHouseRules, faultLine } from '../house-rules/house-rules.ts';
import { build } from './build.ts';
import { BuildError } from './building/build-part.ts';
import { repositoryRoot } from './building/repository.ts';
import { runTool } from './building/run-tool.ts';
import { checkSizes } from './checking/check-sizes.ts';
import { answerOf, runSteps, type CheckAnswer, type CheckStep } from './checking/check-step.ts';

const packages = ['server', 'element', 'dev-stack', 'e2e', 'bench', 'docs'];

async function checkBuild(): Promise<CheckAnswer> {
  try {
    await build();
    return { ok: true };
  } catch (error) {
    if (error instanceof BuildError) return { ok: false, text: `${error.output}\n${error.message}` };
    throw error;
  }
}

async function checkTypes(): Promise<CheckAnswer> {
  const wrong: string[] = [];
  for (const name of packages) {
    const config = `packages/${name}/tsconfig.json`;
    const exists = await access(join(repositoryRoot, config)).then(
      () => true,
      () => false,
    );
    if (!exists) continue;
    const { status, output } = await runTool('tsc', ['-p', config, '--noEmit']);
    if (status !== 0) wrong.push(`packages/${name}\n${output.trim()}`);
  }
  return wrong.length === 0 ? { ok: true } : { ok: false, text: wrong.join('\n') };
}

async function checkHouse(): Promise<CheckAnswer> {
  const broken = (await askHouseRules(repositoryRoot)).filter(({ faults }) => faults.length > 0);
  if (broken.length === 0) return { ok: true };
  const lines = broken.map(
    ({ sentence, faults }) => `${sentence}:\n${faults.map((one) => `  ${faultLine(one)}`).join('\n')}`,
  );
  return { ok: false, text: lines.join('\n') };
}

const prettier = [
  '--config',
  '.config/prettier.json',
  '--ignore-path',
  '.config/prettierignore',
  '--check',
  '.',
];
const eslint = ['--config', '.config/eslint.config.mjs', '--max-warnings', '0', '.'];

/** The checks in their order. The build comes before types and lint: packages see each other's built types. */
const steps: readonly CheckStep[] = [
  { name: 'build', run: checkBuild },
  { name: 'format', run: async () => answerOf(await runTool('prettier', prettier)) },
  { name: 'types', run: checkTypes },
  { name: 'lint', run: async () => answerOf(await runTool('eslint', eslint)) },
  { name: 'house rules', run: checkHouse },
  { name: 'sizes', run: () => checkSizes(join(repositoryRoot, 'packages/element/cdn')) },
];

if (import.meta.main) {
  const allWell = await runSteps(steps, (line) => console.log(line));
  process.exitCode = allWell ? 0 : 1;
}
