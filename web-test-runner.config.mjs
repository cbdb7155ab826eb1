// Runs the element's browser tests in the real Chromium, with a real LiveKit server behind them.

import { chromeLauncher } from '@web/test-runner-chrome';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { livekitTestPlugin } from './packages/dev-stack/src/testing/livekit-test-plugin.ts';
import { findBrowser } from './packages/dev-stack/src/testing/find-browser.ts';

export default {
  nodeResolve: { exportConditions: ['production', 'default'] },
  concurrency: 1,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: 20_000 } },
  plugins: [
    livekitTestPlugin(),
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: new URL('packages/element/tsconfig.json', import.meta.url).pathname,
    }),
  ],
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: await findBrowser('chromium'),
        headless: true,
        args: [
          '--no-sandbox',
          '--use-fake-ui-for-media-stream',
          '--use-fake-device-for-media-stream',
          '--autoplay-policy=no-user-gesture-required',
        ],
      },
    }),
  ],
};
