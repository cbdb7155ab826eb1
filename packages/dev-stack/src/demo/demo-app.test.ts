// The demo host app by its requests alone.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { createDemoApp } from './demo-app.ts';
import type { DemoPerson } from './demo-people.ts';
import { demoAudience, makeDemoSigner } from './demo-signer.ts';

const signer = await makeDemoSigner('http://localhost:3000/');
const app = createDemoApp({ signer, scriptUrl: 'http://localhost:8787/voice-room.js' });

async function signIn(): Promise<{ session: string; person: DemoPerson }> {
  const answer = await app.request('/demo/sign-in', { method: 'POST' });
  assert.equal(answer.status, 201);
  return (await answer.json()) as { session: string; person: DemoPerson };
}
const token = (headers: Record<string, string> = {}) => app.request('/demo/voice-token', { headers });

describe('signing in to the demo', () => {
  it('makes a new person each time, with another name than the one before', async () => {
    const [one, two] = [await signIn(), await signIn()];
    assert.notEqual(one.person.id, two.person.id);
    assert.notEqual(one.session, two.session);
    assert.notEqual(one.person.name, two.person.name);
  });

  it('earns a short-lived JWT with the name, for every channel', async () => {
    const { session, person } = await signIn();
    const answer = await token({ 'x-demo-session': session });
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const published = (await (await app.request('/.well-known/jwks.json')).json()) as typeof signer.keys;
    const { payload, protectedHeader } = await jwtVerify(await answer.text(), createLocalJWKSet(published), {
      issuer: 'http://localhost:3000/',
      audience: demoAudience,
      requiredClaims: ['iat', 'exp'],
    });
    assert.equal(protectedHeader.alg, 'ES256');
    assert.deepEqual([payload.sub, payload['name']], [person.id, person.name]);
    assert.deepEqual(payload['voice'], { channels: ['*'] });
    assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 300);
  });

  it('is needed: no session and an unknown one are refused', async () => {
    assert.equal((await token()).status, 401);
    assert.equal((await token({ 'x-demo-session': 'made-up' })).status, 401);
  });

  it('never publishes the private half of the key', () => {
    assert.ok(signer.keys.keys.every((key) => !('d' in key)));
  });
});

describe('the demo page', () => {
  it('comes with a strict policy and has nothing inline', async () => {
    const answer = await app.request('/');
    assert.match(
      answer.headers.get('content-security-policy') ?? '',
      /default-src 'none'; script-src 'self' http/,
    );
    const page = await answer.text();
    assert.doesNotMatch(page, /<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=/);
  });

  it('finds every file that it names', async () => {
    const page = await (await app.request('/')).text();
    const named = [...page.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map((match) => match[1] ?? '');
    assert.ok(named.length >= 3);
    for (const path of [...named, '/avatars/ada.svg', '/avatars/milo.svg', '/avatars/noor.svg']) {
      assert.equal((await app.request(path)).status, 200, path);
    }
  });

  it('learns where the element is', async () => {
    const config: unknown = await (await app.request('/demo/config.json')).json();
    assert.deepEqual(config, { scriptUrl: 'http://localhost:8787/voice-room.js', reload: false });
  });

  it('offers no reloads unless they were turned on', async () => {
    assert.equal((await app.request('/demo/reload')).status, 404);
  });
});
