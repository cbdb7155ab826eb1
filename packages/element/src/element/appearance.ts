// Gives an element everything that moves or holds its picture together between two renderings; it decides nothing about the call.

import type { ReactiveControllerHost } from 'lit';

import type { VoiceSnapshot } from '../model/snapshot.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { GlideController } from './glide-controller.ts';
import { GridController } from './grid-controller.ts';
import { LevelMeter } from './level-meter.ts';
import { everybody } from './stage-template.ts';
import { Tips } from './tips.ts';

/** What is drawn: the call at this moment, and how loud people are. */
export type AppearanceHost = ReactiveControllerHost &
  HTMLElement & {
    readonly snapshot: VoiceSnapshot;
    readonly session: { level(identity: string): number };
  };

/** Sizes, glides, rings, tooltips, focus. */
export function addAppearance(host: AppearanceHost): void {
  const root = () => host.shadowRoot;
  const snapshot = () => host.snapshot;
  const level = (identity: string) => host.session.level(identity);
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
