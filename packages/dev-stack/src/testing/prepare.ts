// Gets what the planned suites need before the first test's clock runs: browsers, Redis, builds, a LiveKit server.
import { startProgress } from '../bootstrap/progress.mjs';
import { build } from '../commands/build.ts';
import { findLiveKitBinary } from '../livekit/find-livekit-binary.ts';
import { livekitBinarySources } from '../livekit/livekit-binary-sources.ts';
import { ensureBrowsers } from './ensure-browsers.ts';
import { ensureRedis } from './ensure-redis.ts';
import type { BrowserName } from './find-browser.ts';
import type { PlannedSuite } from './suites.ts';

async function ensureLiveKit(): Promise<void> {
  const progress = startProgress('getting the LiveKit server');
  try {
    await findLiveKitBinary(livekitBinarySources(), { tell: (what) => progress.update(what) });
    progress.done();
  } catch (error) {
    progress.fail();
    throw error;
  }
}

/**
 * Makes everything ready that `planned` needs. Rejects where something cannot be had, with a message for a person:
 * `BrowserMissingError`, `RedisMissingError`, `NoLiveKitBinary` or `BuildError`.
 */
export async function prepare(
  planned: readonly PlannedSuite[],
  onProgress: (line: string) => void,
): Promise<void> {
  const needs = new Set(planned.flatMap(({ suite }) => suite.needs));
  const browsers = (['chromium', 'firefox'] as const satisfies BrowserName[]).filter((name) =>
    needs.has(name),
  );
  await ensureBrowsers(browsers, onProgress);
  if (needs.has('redis')) await ensureRedis(onProgress);
  await build({ onProgress });
  if (needs.has('livekit')) await ensureLiveKit();
}
