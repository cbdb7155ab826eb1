// Makes certificates for a test with the command `openssl`; it does not know who serves with them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A certificate, the key to it, and the authority that signed it. */
export interface TestCertificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** The authority's own certificate in PEM. */
  readonly authority: string;
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** Makes an authority of the test's own, and a certificate of it for `name`, for example `DNS:localhost`. */
export function createCertificate(t: TestContext, name: string): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'voice-room-certificate-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = (part: string) => join(folder, part);
  const make = (part: string, ...more: string[]) =>
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        ...KEY,
        '-days',
        '1',
        '-keyout',
        file(`${part}.key`),
        '-out',
        file(`${part}.pem`),
        ...more,
      ],
      { stdio: 'pipe' },
    );
  make('authority', '-subj', '/CN=an authority of a test');
  make(
    'server',
    ...['-CA', file('authority.pem'), '-CAkey', file('authority.key'), '-subj', '/CN=a server of a test'],
    ...['-addext', `subjectAltName=${name}`, '-addext', 'basicConstraints=critical,CA:FALSE'],
  );
  return {
    certificateFile: file('server.pem'),
    keyFile: file('server.key'),
    authority: readFileSync(file('authority.pem'), 'utf8'),
  };
}
