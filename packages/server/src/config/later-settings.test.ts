// Settings of later versions: what is accepted and told, and that nothing else comes of it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environment } from '../testing/host-app.ts';
import { readEnvironment } from './read-environment.ts';

describe('a setting that has no effect yet', () => {
  const sound = { GUEST_CHANNELS: 'lobby help-* bühne' };

  it('is accepted with one sentence that says what goes on without it', async () => {
    for (const [name, value] of Object.entries(sound)) {
      const { warnings } = await readEnvironment(environment({ [name]: value }));
      assert.equal(warnings.length, 1, name);
      assert.match(warnings[0] ?? '', new RegExp(`^${name} has no effect in this version: [^.]+\\.$`));
    }
    assert.deepEqual((await readEnvironment(environment())).warnings, []);
  });

  it('changes nothing else', async () => {
    const { warnings, ...rest } = await readEnvironment(environment(sound));
    assert.equal(warnings.length, Object.keys(sound).length);
    const { warnings: none, ...plain } = await readEnvironment(environment());
    assert.deepEqual(none, []);
    assert.deepEqual(rest, plain);
  });
});
