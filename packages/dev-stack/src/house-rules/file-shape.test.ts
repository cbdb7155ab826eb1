// The rules on how a file looks from outside, each shown to refuse.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileLength, fileNames, openingComment } from './file-shape.ts';
import type { Rule } from './source-file.ts';

const count = (rule: Rule, path: string, text = '') => rule([{ path, text }]).length;
const lines = (many: number) => '\n'.repeat(many - 1) + 'x\n';

describe('the length of a file', () => {
  it('is at most 300 lines', () => {
    assert.equal(count(fileLength, 'a.ts', lines(300)), 0);
    assert.equal(count(fileLength, 'a.ts', lines(301)), 1);
    assert.equal(count(fileLength, 'a.css', lines(301)), 1);
    assert.equal(count(fileLength, 'a.json', lines(301)), 0);
  });

  it('is at most 500 lines for tests and locales', () => {
    assert.equal(count(fileLength, 'a.test.ts', lines(500)), 0);
    assert.equal(count(fileLength, 'src/locales/de.ts', lines(500)), 0);
    assert.equal(count(fileLength, 'a.test.ts', lines(501)), 1);
  });
});

describe('the first line of a file', () => {
  it('is a comment, after a shebang if there is one', () => {
    assert.equal(count(openingComment, 'a.ts', '// The rooms.\n'), 0);
    assert.equal(count(openingComment, 'a.ts', '/** The rooms. */\n'), 0);
    assert.equal(count(openingComment, 'a.mjs', '#!/usr/bin/env node\n// Starts.\n'), 0);
  });

  it('is not code, and not an empty comment', () => {
    assert.equal(count(openingComment, 'a.ts', "import 'a';\n// late\n"), 1);
    assert.equal(count(openingComment, 'a.ts', '//\n'), 1);
  });
});

describe('the name of a file', () => {
  it('says what is inside, in kebab-case', () => {
    for (const name of [
      'room-name.ts',
      'room-name.test.ts',
      'voice-room.join.test.ts',
      'rate-limiter.d.ts',
    ]) {
      assert.equal(count(fileNames, `packages/a/src/b/${name}`), 0, name);
    }
    for (const name of ['utils.ts', 'helpers.ts', 'types.ts', 'types.test.ts', 'roomName.ts', 'Room.ts']) {
      assert.equal(count(fileNames, `packages/a/src/b/${name}`), 1, name);
    }
  });

  it('is index.ts only directly in src', () => {
    assert.equal(count(fileNames, 'packages/a/src/index.ts'), 0);
    assert.equal(count(fileNames, 'packages/a/src/b/index.ts'), 1);
  });
});
