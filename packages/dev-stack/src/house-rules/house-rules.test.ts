// The house itself: every rule holds for every file of this repository.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { repositoryRoot } from '../commands/building/repository.ts';
import { askHouseRules, faultLine } from './house-rules.ts';
import { readSources } from './read-repository.ts';

describe('in this repository', async () => {
  const answers = await askHouseRules(repositoryRoot);
  for (const { sentence, faults } of answers) {
    it(sentence, () => assert.ok(faults.length === 0, `\n${faults.map(faultLine).join('\n')}`));
  }

  it('the rules are asked about real files', async () => {
    const paths = (await readSources(repositoryRoot)).map((file) => file.path);
    assert.ok(paths.includes('packages/dev-stack/src/house-rules/house-rules.ts'));
    assert.ok(!paths.some((path) => path.includes('node_modules')));
  });
});
