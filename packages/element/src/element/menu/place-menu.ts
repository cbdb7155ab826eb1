// Where a menu stands: beside its tile and inside the viewport; pure geometry in CSS pixels.

/** A box in the viewport. */
export type Box = Pick<DOMRectReadOnly, 'left' | 'top' | 'right' | 'bottom'>;

/** What has to fit where. */
export interface MenuPlace {
  readonly tile: Box;
  /** The button that opened it, at the end of the tile. */
  readonly opener: Box;
  readonly menu: { readonly width: number; readonly height: number };
  readonly viewport: { readonly width: number; readonly height: number };
  readonly rightToLeft: boolean;
}

/** Between the menu and what it stands beside. */
const GAP = 6;
/** Between the menu and the edge of the viewport. */
const MARGIN = 8;

/**
 * The menu's top left corner: behind the tile, else in front of it, so that the person stays in view; where neither side has
 * room, below the button or above it, whichever has more.
 */
export function placeMenu({ tile, opener, menu, viewport, rightToLeft }: MenuPlace): {
  x: number;
  y: number;
} {
  const right = tile.right + GAP;
  const left = tile.left - GAP - menu.width;
  const side = (rightToLeft ? [left, right] : [right, left]).find(
    (x) => x >= MARGIN && x + menu.width + MARGIN <= viewport.width,
  );
  const below = viewport.height - opener.bottom;
  const goesBelow = below >= menu.height + GAP + MARGIN || below >= opener.top;
  const underneath = goesBelow ? opener.bottom + GAP : opener.top - GAP - menu.height;
  return {
    x: inside(side ?? (rightToLeft ? opener.left : opener.right - menu.width), viewport.width - menu.width),
    y: inside(side === undefined ? underneath : tile.top, viewport.height - menu.height),
  };
}

/** Too large a menu stands at the start, where it begins to be read. */
const inside = (start: number, room: number): number =>
  Math.round(Math.max(MARGIN, Math.min(start, room - MARGIN)));
