// How a sample token comes in, from a pipe and from a terminal that must not show it.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { readPastedToken } from './read-pasted-token.ts';

const TOKEN = `${'a'.repeat(6000)}.b.c`;

function terminal() {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const prompt = new PassThrough({ encoding: 'utf8' });
  return { input, prompt, shown: () => String(prompt.read() ?? '') };
}

describe('a pasted token', () => {
  it('is asked for on a terminal only where it is wanted, and never shown', async () => {
    const { input, prompt, shown } = terminal();
    assert.equal(await readPastedToken(input, prompt, false), null);
    const pasted = readPastedToken(input, prompt, true);
    input.write(`${TOKEN}\r`);
    assert.equal(await pasted, TOKEN);
    assert.equal(shown(), 'Paste the token (it is not shown) and press Enter: \n');
  });

  it('is none where the terminal ends first', async () => {
    const { input, prompt } = terminal();
    const pasted = readPastedToken(input, prompt, true);
    input.end();
    assert.equal(await pasted, null);
  });

  it('comes from a pipe in pieces, at its end or after one line', async () => {
    for (const isOpen of [true, false]) {
      const input = new PassThrough();
      const pasted = readPastedToken(input, new PassThrough(), isOpen);
      input.write(TOKEN.slice(0, 10));
      input.write(`${TOKEN.slice(10)}${isOpen ? '\n' : ''}`);
      if (!isOpen) input.end();
      assert.equal((await pasted)?.trim(), TOKEN);
    }
  });

  it('is none on an empty pipe, and on one that says nothing for a second', async (t) => {
    const empty = new PassThrough();
    empty.end('\n \n');
    assert.equal(await readPastedToken(empty, new PassThrough(), true), null);
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const silent = readPastedToken(new PassThrough(), new PassThrough(), false);
    t.mock.timers.tick(1_000);
    assert.equal(await silent, null);
  });
});
