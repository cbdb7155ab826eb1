// Gives a room the sheet of something that is loaded later; it knows no looks.

import type { CSSResult } from 'lit';

/** Adds the sheet of `styles` to those of `root`, once. */
export function adoptStyles(root: ShadowRoot, { styleSheet }: CSSResult): void {
  if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets.push(styleSheet);
}
