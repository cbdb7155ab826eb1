// A real identity provider in little: publishes keys and a discovery document, and signs; it does not know who verifies.
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { AUDIENCE, claims } from './host-app.ts';
import { answerJson } from './key-set-endpoint.ts';

/** A provider on a port of its own. Its issuer ends in a slash, as Auth0's do. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** What each path answers; everything else is 404. */
  readonly answers: Record<string, RequestListener>;
  /** Signs sound claims with `changes`. */
  sign(changes?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
}

/** Serves until the test `t` ends. */
export async function startIdentityProvider(t: TestContext): Promise<IdentityProvider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const answers: Record<string, RequestListener> = {};
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const jwksUrl = `${issuer}jwks`;
  answers['/jwks'] = answerJson({
    keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }],
  });
  answers['/.well-known/openid-configuration'] = answerJson({ issuer, jwks_uri: jwksUrl });
  return {
    issuer,
    jwksUrl,
    answers,
    sign: (changes = {}, header = {}) =>
      new SignJWT(claims({ iss: issuer, aud: AUDIENCE, ...changes }))
        .setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'JWT', ...header })
        .sign(privateKey),
  };
}
