// Which pictures may be loaded, and colours that stay.

import { expect } from 'chai';

import { AVATAR_COLOURS, avatarColour, avatarSource } from './avatar.ts';

describe('an avatar’s address', () => {
  it('is loaded over https, and over http only from this machine', () => {
    expect(avatarSource('https://cdn.example/a.png')).to.equal('https://cdn.example/a.png');
    expect(avatarSource('http://localhost:3000/a.svg')).to.equal('http://localhost:3000/a.svg');
    expect(avatarSource('http://127.0.0.1/a.svg')).to.equal('http://127.0.0.1/a.svg');
    expect(avatarSource('http://[::1]/a.svg')).to.equal('http://[::1]/a.svg');
  });

  it('is not loaded where it is anything else', () => {
    for (const address of [
      undefined,
      '',
      'a.png',
      '//cdn.example/a.png',
      'http://cdn.example/a.png',
      'http://localhost.example/a.png',
      'http://127.0.0.1.example/a.png',
      'javascript:alert(1)',
      ' jAvAsCrIpT:alert(1)',
      'data:image/svg+xml,<svg/>',
      'blob:https://x.example/1',
      'file:///etc/passwd',
      'https://user:secret@cdn.example/a.png',
      `https://cdn.example/${'a'.repeat(3000)}`,
    ]) {
      expect(avatarSource(address), String(address).slice(0, 40)).to.equal(null);
    }
  });
});

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
