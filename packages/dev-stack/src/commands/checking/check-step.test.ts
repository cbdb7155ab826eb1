// The running of checks, with checks of its own.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { runSteps, type CheckAnswer } from './check-step.ts';

async function tell(...answers: (CheckAnswer | Error)[]): Promise<{ allWell: boolean; lines: string[] }> {
  const lines: string[] = [];
  const steps = answers.map((answer, index) => ({
    name: `step ${index + 1}`,
    run: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
  }));
  const allWell = await runSteps(steps, (line) => lines.push(stripVTControlCharacters(line)));
  return { allWell, lines };
}

describe('a run of checks', () => {
  it('is well where every step is', async () => {
    const { allWell, lines } = await tell({ ok: true }, { ok: true, remark: '12 kB' });
    assert.equal(allWell, true);
    assert.match(lines.join('\n'), /^step 1 +ok {2}0\.0 s\nstep 2 +ok {2}0\.0 s {2}12 kB$/);
  });

  it('goes on after a failure and after a throw, and is not well', async () => {
    const { allWell, lines } = await tell({ ok: false, text: 'bad' }, new Error('broke'), { ok: true });
    assert.equal(allWell, false);
    assert.match(lines.join('\n'), /bad\nstep 1 +failed[\s\S]*broke[\s\S]*step 2 +failed[\s\S]*step 3 +ok/);
  });
});
