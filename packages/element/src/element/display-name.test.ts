// Hostile names, and initials of people from everywhere.

import { expect } from 'chai';

import { displayName, initials } from './display-name.ts';

describe('a shown name', () => {
  it('is the name as it is, where it is an ordinary one', () => {
    for (const name of [
      'Ada Lovelace',
      'Zoë Kravchenko',
      'نور الهدى',
      '李小龙',
      'José-María O’Neil',
      '👩‍👩‍👧 Ola',
    ]) {
      expect(displayName(name, 'id')).to.equal(name);
    }
  });

  it('keeps markup as the text that it is', () => {
    expect(displayName('<img src=x onerror=alert(1)>', 'id')).to.equal('<img src=x onerror=alert(1)>');
  });

  it('has no control characters and no line breaks', () => {
    expect(displayName('A\u0000d\u0007a\nLove\u2028lace\u009f', 'id')).to.equal('A d a Love lace');
  });

  it('cannot turn the text around it', () => {
    expect(displayName('\u202egnp.Ada\u202c \u2066x\u2069\u200f', 'id')).to.equal('gnp.Ada x');
  });

  it('falls back to the identity where nothing readable is left, and to a question mark after that', () => {
    expect(displayName('\u200b\u202e \u2060', 'user-7')).to.equal('user-7');
    expect(displayName('', 'user-7')).to.equal('user-7');
    expect(displayName('...', '\u0000')).to.equal('?');
  });

  it('is cut to 64 characters as people count them', () => {
    const cut = displayName('👩‍👩‍👧'.repeat(70), 'id');
    expect(Array.from(new Intl.Segmenter().segment(cut))).to.have.length(64);
    expect(cut.endsWith('…')).to.equal(true);
    expect(displayName('x'.repeat(10_000), 'id')).to.have.length(64);
  });

  it('does not pile marks on one letter', () => {
    expect(displayName(`Z${'\u0335'.repeat(500)}algo`, 'id')).to.have.length('Zalgo'.length + 4);
  });

  it('survives half a surrogate pair', () => {
    expect(displayName('Ada \ud83d', 'id').isWellFormed()).to.equal(true);
  });
});

describe('initials', () => {
  it('are the first letters of the first and the last word', () => {
    expect(initials('Ada Lovelace')).to.equal('AL');
    expect(initials('Ada King Lovelace')).to.equal('AL');
    expect(initials('نور الهدى')).to.equal('نا');
  });

  it('are the first two letters of a single word', () => {
    expect(initials('milo')).to.equal('MI');
    expect(initials('李小龙')).to.equal('李小');
    expect(initials('x')).to.equal('X');
  });

  it('never cut a character in two', () => {
    expect(initials('👩‍👩‍👧 Ola')).to.equal('👩‍👩‍👧O');
    expect(initials('🦊🦊')).to.equal('🦊');
    expect(initials('e\u0301mile')).to.equal('E\u0301M');
  });

  it('pass over what is no letter', () => {
    expect(initials('(Ada) [Lovelace]')).to.equal('AL');
    expect(initials('- Ada -')).to.equal('AD');
  });
});
