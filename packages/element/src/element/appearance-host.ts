// What an element must be for its picture to be held together; types alone.

import type { ReactiveControllerHost } from 'lit';

import type { VoiceSnapshot } from '../model/snapshot.ts';

/** What is drawn: the call at this moment, and how loud people are. */
export type AppearanceHost = ReactiveControllerHost &
  HTMLElement & {
    readonly snapshot: VoiceSnapshot;
    readonly session: { level(identity: string): number };
  };
