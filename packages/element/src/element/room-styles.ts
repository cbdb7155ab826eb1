// All styles of the room, in the order in which they build on each other.

import type { CSSResultGroup } from 'lit';

import { baseStyles } from './base-styles.ts';
import { controlsStyles } from './controls-styles.ts';
import { noticeStyles } from './notice-styles.ts';
import { optionsStyles } from './options-styles.ts';
import { panelStyles } from './panel-styles.ts';
import { tileStyles } from './tile-styles.ts';
import { tokenStyles } from './token-styles.ts';

/** The style sheets of `<voice-room>`. */
export const roomStyles: CSSResultGroup = [
  tokenStyles,
  baseStyles,
  tileStyles,
  optionsStyles,
  noticeStyles,
  panelStyles,
  controlsStyles,
];
