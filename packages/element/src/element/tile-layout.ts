// How large tiles are, and how many stand in a row, so that all fit a box; pure geometry in CSS pixels.

/** A tile is 16 wide for 11 high. */
const RATIO = 16 / 11;
/** Below this width a tile no longer shows a face and a name: the box scrolls instead. */
const SMALLEST = 116;

/** The box and what has to fit in it. */
export interface TileBox {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly gap: number;
}

/** The answer. */
export interface TileLayout {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  /** Whether all tiles fit; where not, rows go on below the box. */
  readonly fits: boolean;
}

/** The largest tiles with which all fit, in the fewest columns that give that size; else the smallest size, scrolling. */
export function tileLayout({ count, width, height, gap }: TileBox): TileLayout {
  if (count <= 0 || width <= 0 || height <= 0) return { columns: 1, width: 0, height: 0, fits: true };
  let best = 0;
  let columns = 1;
  for (let candidate = 1; candidate <= count; candidate += 1) {
    const rows = Math.ceil(count / candidate);
    const byWidth = (width - gap * (candidate - 1)) / candidate;
    const byHeight = ((height - gap * (rows - 1)) / rows) * RATIO;
    const size = Math.min(byWidth, byHeight);
    if (size > best + 0.01) [best, columns] = [size, candidate];
  }
  if (best >= Math.min(SMALLEST, width)) return { columns, ...tile(best), fits: true };
  columns = Math.max(1, Math.min(count, Math.floor((width + gap) / (SMALLEST + gap))));
  return { columns, ...tile((width - gap * (columns - 1)) / columns), fits: false };
}

/** Whole pixels, rounded down: a row that is a fraction too wide would wrap. */
const tile = (width: number) => ({ width: Math.floor(width), height: Math.floor(width / RATIO) });
