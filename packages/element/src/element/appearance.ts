// Gives an element everything that moves or holds its picture together between two renderings; it decides nothing about the call.

import type { ReactiveControllerHost } from 'lit';

import type { VoiceSnapshot } from '../model/snapshot.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { GlideController } from './glide-controller.ts';
import { GridController } from './grid-controller.ts';
import { LevelMeter } from './level-meter.ts';
import { everybody } from './stage-template.ts';
import { Tips } from './tips.ts';

/** Sizes, glides, rings, tooltips, focus. `level` is somebody's loudness now, 0 to 1. */
export function addAppearance(
  host: ReactiveControllerHost & HTMLElement,
  snapshot: () => VoiceSnapshot,
  level: (identity: string) => number,
): void {
  const root = () => host.shadowRoot;
  new FocusKeeper(host);
  new Tips(host);
  new GridController(host, root, () => everybody(snapshot()).length);
  new GlideController(host, root, () => everybody(snapshot()).map(({ identity }) => identity));
  new LevelMeter(host, { root, speaking: () => speakers(snapshot()), level });
}

/** Who speaks, by their place among everybody. */
function speakers(snapshot: VoiceSnapshot): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [index, { identity, speaking }] of everybody(snapshot).entries()) {
    if (speaking) found.set(index, identity);
  }
  return found;
}
