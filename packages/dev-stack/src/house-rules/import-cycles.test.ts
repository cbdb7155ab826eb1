// The search for import cycles, on small sources.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importCycles } from './import-cycles.ts';

const sources = (imports: Record<string, string>) =>
  Object.entries(imports).map(([name, text]) => ({ path: `src/${name}.ts`, text }));

describe('the search for import cycles', () => {
  it('finds none where there is none', () => {
    const shared = "import './c.ts';";
    assert.deepEqual(
      importCycles(sources({ a: `import './b.ts'; ${shared}`, b: shared, c: "import 'lit';" })),
      [],
    );
  });

  it('finds a circle made of types, a re-export and a dynamic import, once', () => {
    const found = importCycles(
      sources({
        a: "import type { B } from './b.ts';",
        b: "export * from './c.ts';",
        c: "void import('./a.ts');",
      }),
    );
    assert.equal(found.length, 1);
    assert.match(found[0]?.message ?? '', /a\.ts → src\/b\.ts → src\/c\.ts → src\/a\.ts/);
  });
});
