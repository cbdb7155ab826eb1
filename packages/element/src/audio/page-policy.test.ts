// What the owner of a site is told to change: real frames where one origin is enough, stand-ins for pages of other origins.

import { expect } from 'chai';
import { policyFault, policySuspicion } from './page-policy.ts';

interface Scene {
  readonly origin: string;
  /** What the policy says; absent where the browser tells none. */
  readonly allows?: boolean;
  readonly parent?: Window;
  readonly ancestors?: readonly string[];
  readonly referrer?: string;
}

/** A page as a browser would show it. */
function page({ origin, allows, parent, ancestors, referrer = '' }: Scene): Window {
  const made: Record<string, unknown> = {
    origin,
    location: { ancestorOrigins: ancestors },
    document: {
      referrer,
      ...(allows === undefined ? {} : { featurePolicy: { allowsFeature: () => allows } }),
    },
  };
  made['parent'] = parent ?? made;
  return made as unknown as Window;
}

/** A page of another origin: looking at it throws. */
const foreign = new Proxy({} as Window, {
  get: () => {
    throw new DOMException('as the script says', 'SecurityError');
  },
});

const room = 'https://voice.example';
const host = 'https://club.example';

describe('the policy of a page', () => {
  it('that allows the microphone, or that no browser tells, is no fault', () => {
    expect(policyFault(page({ origin: room, allows: true }))).to.equal(null);
    expect(policyFault(page({ origin: room }))).to.equal(null);
    expect(policyFault(window)).to.equal(null);
  });

  it('of its own is mended by its own header', () => {
    const fault = policyFault(page({ origin: room, allows: false }));
    expect(fault).to.contain('Permissions-Policy: microphone=(self)').and.to.contain(room);
    expect(fault).not.to.contain('iframe');
  });

  it('in a frame of another origin is mended by the attribute, with the header that names it', () => {
    const fault = policyFault(page({ origin: room, allows: false, parent: foreign, ancestors: [host] }));
    expect(fault).to.contain('allow="microphone; autoplay"').and.to.contain(host);
    expect(fault).to.contain(`Permissions-Policy: microphone=(self "${room}")`);
  });

  it('knows the page around by where the frame was loaded from, where no list is', () => {
    const framed = { origin: room, allows: false, parent: foreign };
    expect(policyFault(page({ ...framed, referrer: `${host}/lobby?who=1` }))).to.contain(`of ${host}.`);
    expect(policyFault(page({ ...framed, referrer: `${room}/before` }))).to.contain('in the page around it');
  });

  it('in a frame of the same origin is that of the outermost page that is blocked', () => {
    const top = page({ origin: room, allows: false });
    const fault = policyFault(page({ origin: room, allows: false, parent: top }));
    expect(fault).to.contain('microphone=(self)').and.to.contain('the page around the frame');
    expect(fault).not.to.contain('iframe');
    const framedTop = page({ origin: room, allows: false, parent: foreign, ancestors: [host] });
    expect(policyFault(page({ origin: room, allows: false, parent: framedTop }))).to.contain(host);
  });

  it('in a sandbox without an origin is mended at the sandbox', () => {
    const fault = policyFault(page({ origin: 'null', allows: false, parent: foreign, ancestors: [host] }));
    expect(fault).to.contain('allow-same-origin');
  });

  it('is read from a real frame that was not given the microphone', async () => {
    const frame = document.createElement('iframe');
    frame.allow = "microphone 'none'";
    const loaded = new Promise((resolve) => {
      frame.addEventListener('load', resolve, { once: true });
    });
    frame.src = import.meta.url;
    document.body.append(frame);
    try {
      await loaded;
      if (!frame.contentWindow) throw new Error('the frame has no window');
      expect(policyFault(frame.contentWindow)).to.contain('the page in the frame');
    } finally {
      frame.remove();
    }
  });
});

describe('a browser that tells no policy', () => {
  it('is suspected only in a frame of another origin', () => {
    const framed = page({ origin: room, parent: foreign, referrer: host });
    expect(policySuspicion(framed)).to.contain('allow="microphone; autoplay"').and.to.contain(host);
    expect(policySuspicion(page({ origin: room }))).to.equal(undefined);
    expect(policySuspicion(page({ origin: room, parent: page({ origin: room }) }))).to.equal(undefined);
    expect(policySuspicion(page({ origin: room, allows: true, parent: foreign }))).to.equal(undefined);
  });
});
