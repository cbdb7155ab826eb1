// One version number, in two places.

import { expect } from 'chai';

import { VERSION } from './version.ts';

describe('the version', () => {
  it('is the one of the package', async () => {
    const manifest: unknown = await (await fetch(new URL('../../package.json', import.meta.url))).json();
    expect(manifest).to.have.property('version', VERSION);
  });
});
