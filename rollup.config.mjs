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

export default {
  input: { 'voice-room': new URL('dist/define.js', element).pathname },
  output: {
    dir: new URL('cdn', element).pathname,
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    // Beside the entry, under the version: what is there never changes and may be cached for ever.
    chunkFileNames: `v/${version}/[name]-[hash].js`,
    hoistTransitiveImports: false,
    // What the later chunks share with the entry. Left to rollup, the entry would become a façade, and its own address, by which
    // the element finds its token server, would be that of a chunk.
    manualChunks: (id) => (id.includes('/dist/model/') ? 'model' : undefined),
  },
  plugins: [
    nodeResolve({ browser: true, exportConditions: ['production'] }),
    ownTrustedTypesPolicy,
    terser({ ecma: 2022, module: true }),
  ],
};
