// The weighing of a build, on scripts made of noise that does not compress.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { weighScripts } from './check-sizes.ts';

const noise = (bytes: number) => `\nconst noise = '${randomBytes(bytes).toString('base64')}';`;
const scripts = new Map([
  ['voice-room.js', `import './v/1/shared.js'; const load = () => import('./v/1/room.js');${noise(3000)}`],
  ['v/1/shared.js', `export const a = 1;${noise(2000)}`],
  ['v/1/room.js', `import './shared.js';${noise(9000)}`],
  ['v/1/stray.js', noise(50_000)],
]);
const weighed = async (shell: number, whole: number) =>
  (await weighScripts(scripts, 'voice-room.js', { shell, whole })).ok;

describe('the weight of a build', () => {
  it('counts what the entry imports at once as the shell, and the rest only in the whole', async () => {
    assert.equal(await weighed(6000, 16_000), true);
    assert.equal(await weighed(4500, 16_000), false);
    assert.equal(await weighed(6000, 13_000), false);
  });

  it('is a failure where there is no entry', async () => {
    assert.equal((await weighScripts(new Map(), 'voice-room.js', { shell: 1, whole: 1 })).ok, false);
  });
});
