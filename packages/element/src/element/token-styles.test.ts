// Contrast of every pair of colours, as the browser paints them.

import { expect } from 'chai';

import { RoomHarness } from '../testing/room-harness.ts';

afterEach(() => RoomHarness.clear());

type Rgb = readonly [number, number, number];

const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

/** What the browser paints for a colour, over another one. */
function painted(colour: string, under: Rgb = [255, 255, 255]): Rgb {
  if (!brush) throw new Error('there is no canvas');
  brush.fillStyle = `rgb(${under.join(' ')})`;
  brush.fillRect(0, 0, 1, 1);
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = brush.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** WCAG 2.2 relative luminance and contrast ratio. */
const luminance = (rgb: Rgb): number => {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: Rgb, other: Rgb): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

const GROUNDS = ['background', 'surface', 'raised'] as const;

for (const theme of ['light', 'dark'] as const) {
  describe(`the ${theme} colours`, () => {
    const mount = async () => {
      const room = RoomHarness.mount({ attributes: { theme, lobby: '' } });
      await room.shown();
      return (token: string, under?: Rgb) => painted(room.colour(token), under);
    };

    it('make text readable on every ground (4.5:1)', async () => {
      const colour = await mount();
      for (const ground of GROUNDS) {
        for (const ink of ['text', 'dim']) {
          expect(contrast(colour(ink), colour(ground)), `${ink} on ${ground}`).to.be.at.least(4.5);
        }
      }
      expect(contrast(colour('on-accent'), colour('accent')), 'text on accent').to.be.at.least(4.5);
      expect(contrast(colour('text'), colour('warning-tint')), 'text on a notice').to.be.at.least(4.5);
    });

    it('make rings, dots and icons visible (3:1)', async () => {
      const colour = await mount();
      for (const ground of ['background', 'surface'] as const) {
        for (const mark of ['speaking', 'danger', 'warning', 'accent']) {
          expect(contrast(colour(mark), colour(ground)), `${mark} on ${ground}`).to.be.at.least(3);
        }
      }
      expect(contrast(colour('on-danger'), colour('danger')), 'icon on danger').to.be.at.least(3);
      expect(contrast(colour('danger'), colour('raised')), 'crossed icon').to.be.at.least(3);
      expect(contrast(colour('warning'), colour('warning-tint')), 'icon on a notice').to.be.at.least(3);
    });
  });
}

describe('the host’s own colours', () => {
  it('win from anywhere above the element', async () => {
    document.documentElement.style.setProperty('--voice-room-accent', 'rgb(255, 220, 0)');
    const room = RoomHarness.mount({ attributes: { lobby: '' } });
    await room.shown();
    expect(painted(room.colour('accent'))).to.deep.equal([255, 220, 0]);
    expect(contrast(painted(room.colour('on-accent')), [255, 220, 0])).to.be.at.least(4.5);
    document.documentElement.style.removeProperty('--voice-room-accent');
  });
});
