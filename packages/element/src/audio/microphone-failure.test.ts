// Which cause is named, and what the site's owner is told, with the browser's own answers played by hand.

import { expect } from 'chai';
import type { VoiceError } from '../model/error.ts';
import { microphoneFailure, microphoneObstacle } from './microphone-failure.ts';

const undo: (() => void)[] = [];
afterEach(() => {
  for (const restore of undo.splice(0)) restore();
});

/** Gives an object of the browser another value until the test is over. */
function play(target: object, name: string, value: unknown): void {
  const own = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { configurable: true, value });
  undo.push(() => {
    if (own) Object.defineProperty(target, name, own);
    else Reflect.deleteProperty(target, name);
  });
}

const INSTAGRAM = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3) AppleWebKit/605.1.15 Mobile/22D63 Instagram 370';
const permission = (state: PermissionState | null) => {
  play(navigator, 'permissions', {
    query: () =>
      state === null ? Promise.reject(new TypeError('unknown name')) : Promise.resolve({ state }),
  });
};
const refused = async (name: string, message = 'as the script says'): Promise<VoiceError> =>
  (await microphoneFailure(new DOMException(message, name))).error;

describe('a refused microphone', () => {
  it('is the person’s denial unless the person is known to have said yes', async () => {
    permission('denied');
    expect((await refused('NotAllowedError')).code).to.equal('microphone-denied');
    permission(null);
    expect((await refused('NotAllowedError')).code).to.equal('microphone-denied');
    permission('granted');
    expect((await refused('NotAllowedError')).code).to.equal('microphone-blocked-by-system');
  });

  it('of the person carries no hint: there is nothing that the owner could change', async () => {
    permission('denied');
    expect(await refused('NotAllowedError')).not.to.have.property('hint');
  });

  it('in a frame whose sandbox takes the origin away is the page’s', async () => {
    play(window, 'origin', 'null');
    play(window, 'parent', {});
    permission('granted');
    const error = await refused('NotAllowedError', 'Invalid security origin');
    expect(error.code).to.equal('microphone-blocked-by-page');
    expect(error.hint).to.contain('allow-same-origin');
  });

  it('inside an app keeps its cause and names the app', async () => {
    play(navigator, 'userAgent', INSTAGRAM);
    permission('denied');
    const error = await refused('NotAllowedError');
    expect(error.code).to.equal('microphone-denied');
    expect(error.hint).to.contain('Instagram');
    expect((await refused('NotReadableError')).hint).to.equal(undefined);
  });
});

describe('a browser without microphones', () => {
  it('has lost them to the app around it, where there is one', async () => {
    play(navigator, 'mediaDevices', undefined);
    expect((await refused('TypeError')).code).to.equal('microphone-missing');
    play(navigator, 'userAgent', INSTAGRAM);
    const error = await refused('TypeError');
    expect(error.code).to.equal('in-app-browser');
    expect(error.hint).to.contain('Instagram');
  });
});

describe('an obstacle in front of the microphone', () => {
  it('is not seen where the browser has all it takes, inside an app neither', () => {
    expect(microphoneObstacle()).to.equal(null);
    play(navigator, 'userAgent', INSTAGRAM);
    expect(microphoneObstacle()).to.equal(null);
  });

  it('is the page’s policy, with the header to send', () => {
    play(document, 'featurePolicy', { allowsFeature: () => false });
    const error = microphoneObstacle();
    expect(error?.code).to.equal('microphone-blocked-by-page');
    expect(error?.hint).to.contain('Permissions-Policy: microphone=(self').and.to.contain(location.origin);
  });

  it('is a page without https, by its address', () => {
    play(window, 'isSecureContext', false);
    const error = microphoneObstacle();
    expect(error?.code).to.equal('insecure-context');
    expect(error?.hint).to.contain(location.origin);
  });
});
