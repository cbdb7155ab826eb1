// What becomes of the failures that Node's fetch has, as it nests them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { networkFailure } from './network-failure.ts';

const failed = (cause: object) => Object.assign(new TypeError('fetch failed'), { cause });

/** What fetch itself throws, since a name of the failure is not told. */
const BLOCKED = await fetch('http://127.0.0.1:6000/').catch((error: unknown) => error);

describe('network failures', () => {
  for (const [what, error, expected] of [
    ['an unknown name', failed({ code: 'ENOTFOUND' }), /DNS does not know/],
    ['several refused addresses', failed({ errors: [{ code: 'ECONNREFUSED' }] }), /nothing listens/],
    ['a connection that takes too long', failed({ code: 'UND_ERR_CONNECT_TIMEOUT' }), /in time/],
    ['an answer that takes too long', new DOMException('', 'TimeoutError'), /in time/],
    ['a self-signed certificate', failed({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), /does not trust/],
    ['a missing intermediate', failed({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }), /does not trust/],
    ['an expired certificate', failed({ code: 'CERT_HAS_EXPIRED' }), /has expired/],
    ['a certificate of another name', failed({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }), /another host name/],
    ['plain text in place of TLS', failed({ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }), /does not speak TLS/],
    ['TLS in place of HTTP', failed({ code: 'HPE_INVALID_CONSTANT' }), /does not speak HTTP/],
    ['a port of another protocol', BLOCKED, /never connects to/],
    ['anything else', failed({}), /could not be asked/],
    ['nothing', null, /could not be asked/],
  ] as const) {
    it(`are told in plain words: ${what}`, () => assert.match(networkFailure(error).what, expected));
  }
});
