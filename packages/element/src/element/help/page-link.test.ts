// Which address is handed on.

import { expect } from 'chai';

import { intentLink, pageLink } from './page-link.ts';

/** A page in a frame whose top page is of another origin. */
const framed = (referrer: string): Window => {
  const foreign = {
    get location(): never {
      throw new DOMException('as the script says', 'SecurityError');
    },
  };
  const page = { location: { href: 'https://voice.example/frame' }, document: { referrer } };
  return { ...page, parent: foreign, top: foreign } as unknown as Window;
};

describe('the link to the page', () => {
  it('is the one of the page that the person sees', () => {
    expect(pageLink()).to.equal((window.top ?? window).location.href);
    expect(pageLink(framed('https://club.example/'))).to.equal('https://club.example/');
    expect(pageLink(framed(''))).to.equal('https://voice.example/frame');
  });

  it('keeps host, query and fragment on its way to another browser', () => {
    expect(intentLink('https://club.example:8443/a?b=c#d')).to.equal(
      'intent://club.example:8443/a?b=c#d#Intent;scheme=https;action=android.intent.action.VIEW;end',
    );
    expect(intentLink('http://localhost:3000/')).to.contain('scheme=http;');
  });

  it('is none for what is no web page', () => {
    for (const link of ['javascript:alert(1)', 'about:blank', 'file:///etc/hosts', 'nonsense']) {
      expect(intentLink(link)).to.equal(null);
    }
  });
});
