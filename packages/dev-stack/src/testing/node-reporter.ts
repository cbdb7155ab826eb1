// Loaded by Node's test runner inside a test process: passes what it tells on to the parent; judges nothing.
import type { TestEvent as NodeTestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';
import type { TestEvent } from './file-result.ts';

function tell(event: TestEvent): void {
  process.send?.(event);
}

/** The error as the test threw it: Node wraps it in one of its own. */
function thrown(error: Error): unknown {
  return error.cause ?? error;
}

/** Frames inside Node, and those without a place, lead nobody to the fault. What `inspect` writes after the last frame stays. */
const withoutNodeFrames = (stack: string): string =>
  stack.replace(/\n +at [^\n]*(?:\bnode:internal\/|\(<anonymous>\))[^\n]*?( \{)?(?=\n|$)/g, '$1');

function isOnlyOfSubtests(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed';
}

/** A reporter for `--test-reporter`: sends a `TestEvent` for each test over the IPC pipe and prints nothing. */
export default async function* nodeReporter(source: AsyncIterable<NodeTestEvent>): AsyncGenerator<string> {
  const path: string[] = [];
  for await (const { type, data } of source) {
    if (type === 'test:start') path.splice(data.nesting, Infinity, data.name);
    if (type === 'test:pass' && data.details.type !== 'suite') {
      tell({ kind: data.skip === undefined && data.todo === undefined ? 'passed' : 'skipped' });
    }
    if (type === 'test:fail' && !isOnlyOfSubtests(data.details.error)) {
      const name = [...path.slice(0, data.nesting), data.name].join(' › ');
      tell({ kind: 'failed', name, stack: withoutNodeFrames(inspect(thrown(data.details.error))) });
    }
    if (type === 'test:summary') tell({ kind: 'finished' });
  }
  yield '';
}
