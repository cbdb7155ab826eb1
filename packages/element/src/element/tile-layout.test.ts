// All tiles fit, as large as they can be.

import { expect } from 'chai';

import { tileLayout } from './tile-layout.ts';

const GAP = 12;
const lay = (count: number, width: number, height: number) => tileLayout({ count, width, height, gap: GAP });

/** The box that rows of tiles need. */
function needed(
  count: number,
  { columns, width, height }: { columns: number; width: number; height: number },
) {
  const rows = Math.ceil(count / columns);
  return { width: columns * width + (columns - 1) * GAP, height: rows * height + (rows - 1) * GAP };
}

describe('the layout of tiles', () => {
  it('fits every number of people into every ordinary box', () => {
    for (const [width, height] of [
      [895, 360],
      [1400, 700],
      [500, 800],
    ] as const) {
      for (let count = 1; count <= 16; count += 1) {
        const layout = lay(count, width, height);
        const box = needed(count, layout);
        expect(layout.fits, `${count} in ${width}×${height}`).to.equal(true);
        expect(box.width).to.be.at.most(width);
        expect(box.height).to.be.at.most(height);
      }
    }
  });

  it('takes the largest size: no other number of columns gives larger tiles', () => {
    for (let count = 1; count <= 20; count += 1) {
      const { width: chosen } = lay(count, 900, 500);
      for (let columns = 1; columns <= count; columns += 1) {
        const rows = Math.ceil(count / columns);
        const other = Math.min(
          (900 - GAP * (columns - 1)) / columns,
          ((500 - GAP * (rows - 1)) / rows) * (16 / 11),
        );
        expect(chosen).to.be.at.least(Math.floor(other) - 1);
      }
    }
  });

  it('keeps 16:11', () => {
    const { width, height } = lay(5, 900, 500);
    expect(width / height).to.be.closeTo(16 / 11, 0.02);
  });

  it('puts eight people into two rows of four in a wide box', () => {
    expect(lay(8, 895, 360).columns).to.equal(4);
  });

  it('takes the fewest columns that give that size', () => {
    expect(lay(4, 1200, 300).columns).to.equal(4);
    expect(lay(4, 700, 450).columns).to.equal(2);
  });

  it('scrolls rather than make people too small to know', () => {
    const layout = lay(200, 895, 360);
    expect(layout.fits).to.equal(false);
    expect(layout.width).to.be.at.least(116);
    expect(needed(200, layout).width).to.be.at.most(895);
  });

  it('has an answer for an empty room and for no room at all', () => {
    expect(lay(0, 900, 500).width).to.equal(0);
    expect(lay(3, 0, 0).width).to.equal(0);
    expect(lay(1, 60, 400).columns).to.equal(1);
  });
});
