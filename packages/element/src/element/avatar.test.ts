// Colours that stay.

import { expect } from 'chai';

import { AVATAR_COLOURS, avatarColour } from './avatar.ts';

describe('an avatar’s colour', () => {
  it('is the same each time and differs between people', () => {
    const colours = new Set<number>();
    for (let person = 0; person < 200; person += 1) {
      const colour = avatarColour(`user-${person}`);
      expect(colour).to.equal(avatarColour(`user-${person}`));
      expect(colour).to.be.within(0, AVATAR_COLOURS - 1);
      colours.add(colour);
    }
    expect(colours.size).to.equal(AVATAR_COLOURS);
  });
});
