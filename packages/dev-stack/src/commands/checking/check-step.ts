// What a check answers, and how it is told; knows no check by its content.
import { styleText } from 'node:util';
import type { ToolResult } from '../building/run-tool.ts';

/** What a check found: nothing wrong, with an optional remark, or what is wrong as text for a person. */
export type CheckAnswer = { ok: true; remark?: string } | { ok: false; text: string };

/** One check with its name. */
export interface CheckStep {
  name: string;
  run: () => Promise<CheckAnswer>;
}

/** The answer of a command-line tool: its exit status decides, its output is the text. */
export function answerOf({ status, output }: ToolResult): CheckAnswer {
  return status === 0 ? { ok: true } : { ok: false, text: output.trim() };
}

/**
 * Runs every step in turn, whatever the ones before said, and tells each with its name, outcome and time.
 * A step that throws has failed. Resolves to whether all are well.
 */
export async function runSteps(steps: readonly CheckStep[], write: (line: string) => void): Promise<boolean> {
  let allWell = true;
  for (const { name, run } of steps) {
    const started = performance.now();
    const answer = await run().catch((error: unknown): CheckAnswer => {
      return { ok: false, text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const word = answer.ok ? styleText('green', 'ok') : styleText('red', 'failed');
    const remark = answer.ok && answer.remark !== undefined ? `  ${answer.remark}` : '';
    if (!answer.ok) write(answer.text.replace(/^(?=.)/gm, '    '));
    write(`${name.padEnd(16)}${word}  ${seconds} s${remark}`);
    allWell &&= answer.ok;
  }
  return allWell;
}
