// What stands in the log, line by line.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import type { LogEntry } from '../services.ts';
import { createLog } from './log.ts';

/** An output that keeps its lines. */
function lines(): { write(line: string): void; flush(): void; readonly all: string[]; flushed: number } {
  const all: string[] = [];
  return {
    all,
    flushed: 0,
    write: (line) => void all.push(line),
    flush() {
      this.flushed += 1;
    },
  };
}

const REFUSED: LogEntry = {
  level: 'warn',
  requestId: 'r-1',
  method: 'PO"ST',
  route: '/api/livekit/token',
  status: 401,
  code: 'token-invalid',
  durationMs: 1.5,
  tenant: 'acme',
  issuer: 'https://id.example/\u2028',
  reason: 'expired\nand more',
};

describe('the log', () => {
  it('has the line of a request that the library would write', (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 });
    const [ours, theirs] = [lines(), lines()];
    createLog('info', ours)(REFUSED);
    const { level: _, ...fields } = REFUSED;
    pino({ base: null }, theirs).warn(fields, REFUSED.code);
    assert.equal(ours.all.length, 1);
    assert.deepEqual(JSON.parse(ours.all.join('')), JSON.parse(theirs.all.join('')));
    assert.match(ours.all.join(''), /^\{"level":40,"time":1800000000000,.*"msg":"token-invalid"\}\n$/s);
  });

  it('leaves out what is below its level', () => {
    const output = lines();
    const log = createLog('error', output);
    log(REFUSED);
    log({ level: 'warn', event: 'warning', reason: 'x' });
    log({ ...REFUSED, level: 'error' });
    assert.equal(output.all.length, 1);
    const silent = lines();
    createLog('silent', silent)({ ...REFUSED, level: 'error' });
    assert.equal(silent.all.length, 0);
  });

  it('writes what concerns the server itself at once', () => {
    const output = lines();
    const log = createLog('info', output);
    log(REFUSED);
    assert.equal(output.flushed, 0);
    log({ level: 'info', event: 'listening', url: 'http://127.0.0.1:1' });
    assert.equal(output.flushed, 1);
    const { msg, event } = JSON.parse(output.all[1] ?? '') as Record<string, unknown>;
    assert.deepEqual([event, msg], ['listening', 'listening on http://127.0.0.1:1']);
  });
});
