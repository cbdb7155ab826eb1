// The chunk of what moves the picture of a room with people in it, loaded when the first of them may come; it decides nothing.

import { GlideController } from './glide-controller.ts';
import { GridController } from './grid-controller.ts';
import { LevelMeter } from './level-meter.ts';
import type { AppearanceHost } from './appearance-host.ts';
import type { VoiceSnapshot } from '../model/snapshot.ts';
import { everybody } from './stage-template.ts';

/** Sizes, glides, rings. */
export function addMotion(host: AppearanceHost): void {
  const root = () => host.shadowRoot;
  // At once, so that who is drawn already does not glide into a place that was only not known before.
  new GridController(host, root, () => everybody(host.snapshot).length).hostUpdated();
  new GlideController(host, root, () => everybody(host.snapshot).map(({ identity }) => identity));
  new LevelMeter(host, {
    root,
    speaking: () => speakers(host.snapshot),
    level: (identity) => host.session.level(identity),
  });
}

/** Who speaks, by their place among everybody. */
function speakers(snapshot: VoiceSnapshot): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [index, { identity, speaking }] of everybody(snapshot).entries()) {
    if (speaking) found.set(index, identity);
  }
  return found;
}
