// Bundles the server for npm: of large libraries what it uses and no more, so that it installs small and starts fast.

import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import license from 'rollup-plugin-license';

const path = (name) => new URL(name, import.meta.url).pathname;

/**
 * What a host app shares with the server (Hono, to mount it; jose, whose types are in the configuration's), and what faces the
 * network or loads parts of itself (the HTTP adapter, the log). All else is part of the bundle.
 */
const external = /^(node:|hono($|\/)|jose$|@hono\/node-server($|\/)|pino$)/;

export default {
  input: {
    index: path('.cache/build/index.js'),
    'node/start': path('.cache/build/node/start.js'),
    'cli/main': path('.cache/build/cli/main.js'),
  },
  external: (id) => external.test(id),
  output: {
    dir: path('dist'),
    format: 'es',
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
  plugins: [
    // WebCrypto in place of Node's modules, so that the core runs on any runtime.
    nodeResolve({ exportConditions: ['worker', 'browser'], preferBuiltins: true }),
    commonjs({ ignoreDynamicRequires: true }),
    json(),
    license({
      thirdParty: { output: path('dist/THIRD-PARTY-LICENSES.txt') },
    }),
  ],
  onwarn(warning, warn) {
    // Of the libraries: ioredis and zod have cycles that do no harm, and compiled helpers look at a top-level `this`.
    if (['CIRCULAR_DEPENDENCY', 'THIS_IS_UNDEFINED', 'INVALID_ANNOTATION'].includes(warning.code)) return;
    warn(warning);
  },
};
