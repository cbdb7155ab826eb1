// How a report looks, and that nothing in it can steer the terminal.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { Report } from './examine.ts';
import { reportJson, reportText } from './report-text.ts';

const report: Report = {
  lines: [
    { area: 'Keys', level: 'ok', message: 'One key.' },
    { area: 'Keys', level: 'fault', subject: 'issuer a', message: 'A \u001b[2Jkey\n.', cure: 'Set B.' },
    { area: 'Redis', level: 'skipped', message: 'Not tried.' },
  ],
  count: { ok: 1, warning: 0, fault: 1, skipped: 1 },
};

describe('a report', () => {
  it('is aligned plain text, with the cure below its fault', () => {
    assert.equal(
      reportText(report, false),
      [
        'Keys',
        '  ok       One key.',
        '  fault    issuer a: A ?[2Jkey?.',
        '           → Set B.',
        'Redis',
        '  -        Not tried.',
        '',
        '1 fault, 0 warnings.',
        '',
      ].join('\n'),
    );
  });

  it('has colours only where they are asked for, and the same words', () => {
    const coloured = reportText(report, true);
    assert.ok(coloured.includes('\u001b[31mfault\u001b[0m'));
    assert.equal(stripVTControlCharacters(coloured), reportText(report, false));
  });

  it('is JSON for machines', () => {
    const { ok, faults, warnings, findings } = JSON.parse(reportJson(report)) as Record<string, unknown>;
    assert.deepEqual([ok, faults, warnings, findings], [false, 1, 0, report.lines]);
  });
});
