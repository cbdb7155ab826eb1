// Where menus stand.

import { expect } from 'chai';

import { placeMenu, type MenuPlace } from './place-menu.ts';

const box = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

const place = (change: Partial<MenuPlace> = {}) =>
  placeMenu({
    tile: box(100, 100, 200, 140),
    opener: box(266, 106, 28, 28),
    menu: { width: 264, height: 200 },
    viewport: { width: 1000, height: 600 },
    rightToLeft: false,
    ...change,
  });

describe('a menu', () => {
  it('stands behind its tile, in front of it where there is no room, and the other way round from right to left', () => {
    expect(place()).to.deep.equal({ x: 306, y: 100 });
    const tile = box(700, 100, 200, 140);
    expect(place({ tile })).to.deep.equal({ x: 430, y: 100 });
    expect(place({ tile: box(400, 100, 200, 140), rightToLeft: true })).to.deep.equal({ x: 130, y: 100 });
    expect(place({ rightToLeft: true })).to.deep.equal({ x: 306, y: 100 });
  });

  it('stands below its button where neither side has room, and above it near the bottom', () => {
    const viewport = { width: 320, height: 600 };
    const row = { tile: box(8, 100, 304, 40), opener: box(278, 106, 28, 28), viewport };
    expect(place(row)).to.deep.equal({ x: 42, y: 140 });
    expect(place({ ...row, rightToLeft: true, opener: box(14, 106, 28, 28) })).to.deep.equal({
      x: 14,
      y: 140,
    });
    expect(place({ ...row, opener: box(278, 500, 28, 28) })).to.deep.equal({ x: 42, y: 294 });
  });

  it('never leaves the viewport, and begins inside it where it is too large', () => {
    expect(place({ tile: box(100, 560, 200, 140) }).y).to.equal(392);
    expect(place({ tile: box(100, -90, 200, 140) }).y).to.equal(8);
    expect(place({ viewport: { width: 200, height: 150 } })).to.deep.equal({ x: 8, y: 8 });
  });
});
