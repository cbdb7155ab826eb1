// That nothing is lost or counted twice between what happens and what is handed over.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { CountTally, TimeTally } from './tally.ts';

it('counts are handed over once, under the labels of their first time', () => {
  const handed: [unknown, number][] = [];
  const tally = new CountTally<{ a: string }>((labels, by) => void handed.push([labels, by]));
  let made = 0;
  const add = (a: string): void => tally.add(a, () => ({ a: `${a}${(made += 1)}` }));
  tally.flush();
  for (const a of ['x', 'y', 'x', '__proto__', 'x']) add(a);
  tally.flush();
  tally.flush();
  assert.deepEqual(handed, [
    [{ a: 'x1' }, 3],
    [{ a: 'y2' }, 1],
    [{ a: '__proto__3' }, 1],
  ]);
  add('y');
  tally.flush();
  assert.deepEqual(handed.at(-1), [{ a: 'y2' }, 1]);
  assert.equal(made, 3);
});

it('times are handed over one by one and in order, in time for none to be overwritten', () => {
  const handed = new Map<string, number[]>();
  const tally = new TimeTally((value, seconds) => {
    handed.set(value, [...(handed.get(value) ?? []), seconds]);
  });
  for (let i = 0; i < 1000; i += 1) tally.add(i % 4 === 0 ? 'rare' : 'usual', i);
  tally.flush();
  tally.flush();
  const times = Array.from({ length: 1000 }, (_, i) => i);
  assert.deepEqual(
    handed.get('rare'),
    times.filter((i) => i % 4 === 0),
  );
  assert.deepEqual(
    handed.get('usual'),
    times.filter((i) => i % 4 !== 0),
  );
});
