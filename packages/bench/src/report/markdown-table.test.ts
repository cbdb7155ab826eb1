// The tables as text.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { markdownTable, resultTable } from './markdown-table.ts';
import { atLeast, atMost } from './row.ts';

describe('a table of results', () => {
  it('has columns of one width and cells that cannot break out', () => {
    assert.equal(
      markdownTable(
        ['what', 'n'],
        [
          ['a|b', '1'],
          ['longer', '22'],
        ],
      ),
      ['| what   | n   |', '| ------ | --- |', '| a\\|b   | 1   |', '| longer | 22  |'].join('\n'),
    );
  });

  it('says of each goal what was found and whether it is met, the border included', () => {
    const goals = [
      atLeast(2.5, 2.5, '× the peer'),
      atLeast(0.64, 0.65, 'of the limit'),
      atMost(3, 3, '× bare'),
    ];
    const table = resultTable([{ what: 'HS256', ours: '1', peer: '2', limit: '3', goals }]);
    assert.match(table, /2\.50 × the peer \(at least 2\.5\); 0\.64 of the limit \(at least 0\.65\)/);
    assert.match(table, /\| met; MISSED; met \|$/);
    assert.equal(atMost(3.001, 3, '').met, false);
  });
});
