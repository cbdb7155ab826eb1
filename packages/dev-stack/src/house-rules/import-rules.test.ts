// The import rules, on small sources: each row is shown to refuse.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importRule } from './import-rules.ts';
import { elementTable, serverTable, type PackageTable } from './import-table.ts';

function faults(table: PackageTable, file: string, text: string): string[] {
  return importRule(table)([{ path: `${table.src}/${file}`, text }]).map((fault) => fault.message);
}
const element = (file: string, text: string) => faults(elementTable, file, text);
const server = (file: string, text: string) => faults(serverTable, file, text);

describe('imports in the element', () => {
  it('may go to the same room, to the model and to what the row names', () => {
    assert.deepEqual(element('session/a.ts', "import './b.ts'; import type { C } from '../model/c.ts';"), []);
    assert.deepEqual(element('livekit/a.ts', "import { Room } from 'livekit-client';"), []);
    assert.deepEqual(
      element('element/a.ts', "import 'lit'; import 'lit/decorators.js'; import '../session/s.ts';"),
      [],
    );
  });

  it('may not go to any other room, not even for a type', () => {
    assert.equal(element('model/a.ts', "import type { B } from '../session/b.ts';").length, 1);
    assert.equal(element('token/a.ts', "import '../session/b.ts';").length, 1);
    assert.equal(element('session/a.ts', "import '../testing/b.ts';").length, 1);
  });

  it('may name livekit-client only in its room', () => {
    assert.equal(element('session/a.ts', "import type { Room } from 'livekit-client';").length, 1);
    assert.equal(element('audio/a.ts', "const a = import('livekit-client');").length, 1);
  });

  it('loads the heavy rooms only on demand', () => {
    assert.deepEqual(element('element/a.ts', "const a = () => import('../livekit/t.ts');"), []);
    assert.match(element('element/a.ts', "import '../livekit/t.ts';")[0] ?? '', /may not import livekit/);
    assert.match(
      element('define.ts', "import type { A } from './audio/t.ts';")[0] ?? '',
      /may not import types of audio/,
    );
  });

  it('refuses Node, a room that is not in the plan, and a way out of the package', () => {
    assert.match(element('session/a.ts', "import 'node:fs';")[0] ?? '', /without Node/);
    assert.match(element('misc/a.ts', "import './b.ts';")[0] ?? '', /no room "misc"/);
    assert.match(element('model/a.ts', "import '../../../server/src/app.ts';")[0] ?? '', /leads out/);
  });

  it('lets tests put rooms together', () => {
    const text = "import 'chai'; import '../testing/scripted.ts'; import '../livekit/t.ts';";
    assert.deepEqual(element('session/a.test.ts', text), []);
  });
});

describe('imports in the server', () => {
  it('keep Node in node/ and cli/', () => {
    assert.deepEqual(server('node/a.ts', "import 'node:fs'; import 'pino'; import '../app.ts';"), []);
    assert.equal(server('auth/a.ts', "import 'node:crypto';").length, 1);
    assert.equal(server('auth/a.ts', "import 'crypto';").length, 1);
    assert.equal(server('app.ts', "import './node/serve.ts';").length, 1);
    assert.equal(server('routes/a.ts', "import '../cli/main.ts';").length, 1);
    assert.equal(server('node/a.ts', "import '../cli/main.ts';").length, 1);
  });

  it('keep policy pure: only types of the configuration', () => {
    assert.deepEqual(server('policy/a.ts', "import type { Config } from '../config/config.ts';"), []);
    assert.equal(server('policy/a.ts', "import { read } from '../config/config.ts';").length, 1);
    assert.equal(server('policy/a.ts', "import type { Caller } from '../auth/caller.ts';").length, 1);
    assert.equal(server('policy/a.ts', "import { z } from 'zod';").length, 1);
  });
});
