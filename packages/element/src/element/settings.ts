// The closed lists of values that attributes of `<voice-room>` take, and how text becomes one of them.

import type { ComplexAttributeConverter } from 'lit';

/** How much room the element takes. */
export type Variant = 'full' | 'compact' | 'pill';
/** Light or dark, or as the system has it. */
export type Theme = 'auto' | 'light' | 'dark';
/** Which announcements a screen reader gets. */
export type Announcements = 'all' | 'important' | 'none';
/** Where keyboard shortcuts are heard. */
export type Shortcuts = 'focus' | 'page' | 'off';
/** Whether to wait in front of the room: null or false joins at once, `auto` joins where the microphone is granted already. */
export type Lobby = '' | 'auto' | boolean | null;

/** What the lobby setting means. */
export function lobbyMode(lobby: Lobby | undefined): 'off' | 'click' | 'auto' {
  if (lobby == null || lobby === false) return 'off';
  return lobby === 'auto' ? 'auto' : 'click';
}

/** Text that is none of the values counts as the first of them. */
export function oneOf<T extends string>(first: T, ...others: readonly T[]): ComplexAttributeConverter<T> {
  return {
    fromAttribute: (value) => others.find((other) => other === value?.trim().toLowerCase()) ?? first,
  };
}
