// The report on a file that ran in a browser, from plain sessions.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toBrowserFileReport } from './browser-file-report.ts';

const session = { errors: [], logs: [], request404s: [] };

describe('the report on a file that ran in a browser', () => {
  it('tells of each test, also in inner suites', () => {
    const inner = { name: 'inner', suites: [], tests: [{ name: 'c', passed: false, skipped: false }] };
    const tests = [
      { name: 'a', passed: true, skipped: false },
      { name: 'b', passed: false, skipped: true },
    ];
    const { events } = toBrowserFileReport('x.test.ts', [
      {
        ...session,
        testResults: { name: '', tests: [], suites: [{ name: 'outer', tests, suites: [inner] }] },
      },
    ]);
    assert.deepEqual(
      events.map((event) => event.kind),
      ['passed', 'skipped', 'failed', 'finished'],
    );
    assert.ok(events.some((event) => event.kind === 'failed' && event.name === 'outer › inner › c'));
  });

  it('makes a failure of an error outside of the tests', () => {
    const { events } = toBrowserFileReport('x.test.ts', [{ ...session, errors: [{ message: 'no import' }] }]);
    assert.deepEqual(events[0], { kind: 'failed', name: 'the whole file', stack: 'no import' });
  });

  it('keeps the console and what was not found', () => {
    const logged = { ...session, logs: [['a', 1]], request404s: ['/b.js'] };
    assert.equal(toBrowserFileReport('x.test.ts', [logged]).output, 'a 1\nnot found: /b.js');
  });
});
