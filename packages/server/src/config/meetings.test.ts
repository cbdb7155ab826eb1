// Which issuers may lead to one listed tenant.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readChanged, faultsOf } from '../testing/config-file.ts';
import type { PlacedRule } from './meetings.ts';
import { refuseSharedIdentities } from './meetings.ts';

const named = (id: string, index: number, sharesPeople = false): PlacedRule => ({
  rule: { kind: 'named', id },
  at: ['issuers', index, 'tenant'],
  sharesPeople,
});
const byClaim = (listed: readonly string[], index: number, sharesPeople = false): PlacedRule => ({
  rule: {
    kind: 'claim',
    path: ['org'],
    prefix: `p${index}-`,
    known: listed.map((tenant, at) => ({ value: `v${at}`, tenant })),
  },
  at: ['issuers', index, 'tenant'],
  sharesPeople,
});

/** The indexes of the issuers that are refused. */
function refused(...rules: readonly PlacedRule[]): readonly unknown[] {
  const found: unknown[] = [];
  refuseSharedIdentities(rules, (path, problem) => {
    assert.match(problem, /\. Set "sharesPeople": true .*\.$/);
    found.push(path[1]);
  });
  return found;
}

describe('issuers of one tenant', () => {
  it('are refused unless each of them says that its people are the same', () => {
    assert.deepEqual(refused(named('a', 0), named('a', 1)), [0, 1]);
    assert.deepEqual(refused(named('a', 0, true), named('a', 1)), [1]);
    assert.deepEqual(refused(named('a', 0), named('a', 1, true)), [0]);
    assert.deepEqual(refused(named('a', 0, true), named('a', 1, true)), []);
    assert.deepEqual(refused(named('a', 0, true), named('a', 1, true), named('a', 2)), [2]);
  });

  it('meet by name and by the organisations that are known, each told once', () => {
    assert.deepEqual(refused(named('a', 0, true), byClaim(['b', 'a'], 1)), [1]);
    assert.deepEqual(refused(byClaim(['a', 'b'], 0), byClaim(['b', 'a'], 1)), [0, 1]);
  });

  it('may be as they like where no other leads there, also by several organisations', () => {
    assert.deepEqual(refused(named('a', 0), named('b', 1), byClaim(['c', 'c'], 2), byClaim([], 3)), []);
  });

  it('are taken in a file that says so', async () => {
    const config = await readChanged();
    assert.equal(config.issuers.length, 3);
    assert.deepEqual(
      await faultsOf([['"tenant": "globex"', '"tenant": "globex", "sharesPeople": false']]),
      [],
    );
  });
});
