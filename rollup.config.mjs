// Bundles the element for pages without a build step; what npm ships unbundled comes from tsc and is this config's input.

import { readFileSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';

const element = new URL('packages/element/', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', element), 'utf8'));

/** A page may have a Lit of its own, and a second Trusted Types policy of the same name throws: ours gets a name of its own. */
const ownTrustedTypesPolicy = replace({
  preventAssignment: true,
  delimiters: ['', ''],
  values: {
    "createPolicy('lit-html'": "createPolicy('voice-room'",
    'createPolicy("lit-html"': 'createPolicy("voice-room"',
  },
});

/** Every `css`, `html` and `svg` literal below a node of the syntax tree. */
function* literalsIn(node) {
  if (Array.isArray(node)) for (const one of node) yield* literalsIn(one);
  else if (typeof node?.type === 'string') {
    if (node.type === 'TaggedTemplateExpression' && tightened[node.tag.name]) yield node;
    for (const part of Object.values(node)) if (typeof part === 'object') yield* literalsIn(part);
  }
}

/** What comments and white space say to nobody. Markup keeps one space of each run: between inline boxes it can be seen. */
const tightened = {
  css: (text) =>
    text
      .replace(/\/\*[^]*?\*\//g, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};]) ?/g, '$1')
      .replace(/([:,]) /g, '$1')
      .replaceAll(';}', '}')
      .trim(),
  html: (text) => text.replace(/\s+/g, ' '),
  svg: (text) => text.replace(/\s+/g, ' '),
};

/**
 * Takes comments and white space out of templates, which terser leaves as they are. The line breaks go behind the text, into
 * code: every line keeps its number, so the source map stays right.
 */
const tightTemplates = {
  name: 'tight-templates',
  transform(code, id) {
    if (!id.startsWith(element.pathname)) return null;
    const edits = [...literalsIn(this.parse(code))].flatMap(({ tag, quasi }) =>
      quasi.quasis.map(({ start, end, value, tail }) => {
        const close = code.slice(end, end + (tail ? 1 : 2));
        const lines = '\n'.repeat(value.raw.split('\n').length - 1);
        return { start, end: end + close.length, text: tightened[tag.name](value.raw) + close + lines };
      }),
    );
    const fromTheEnd = edits.sort((a, b) => b.start - a.start);
    return {
      code: fromTheEnd.reduce(
        (text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end),
        code,
      ),
      map: null,
    };
  },
};

const entry = new URL('dist/define.js', element).pathname;

/** Every module that the entry reaches by static imports, itself left out. */
function neededAtOnce(getModuleInfo) {
  const found = new Set();
  const visit = (id) => {
    for (const imported of getModuleInfo(id)?.importedIds ?? []) {
      if (found.has(imported)) continue;
      found.add(imported);
      visit(imported);
    }
  };
  visit(entry);
  return found;
}

export default {
  input: { 'voice-room': entry },
  output: {
    dir: new URL('cdn', element).pathname,
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    // Beside the entry, under the version: what is there never changes and may be cached for ever.
    chunkFileNames: `v/${version}/[name]-[hash].js`,
    hoistTransitiveImports: false,
    // All that the entry needs at once, in one chunk that later ones can share. The entry alone knows its own address, by which
    // the element finds its token server, and no chunk may import it: it could be loaded by another address than it was, twice.
    manualChunks: (id, { getModuleInfo }) => (neededAtOnce(getModuleInfo).has(id) ? 'shell' : undefined),
  },
  plugins: [
    nodeResolve({ browser: true, exportConditions: ['production'] }),
    ownTrustedTypesPolicy,
    tightTemplates,
    terser({ ecma: 2022, module: true, compress: { passes: 2 } }),
  ],
};
