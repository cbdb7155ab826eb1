// Makes a certificate for this machine's own HTTPS; browsers ask before they believe it, and nothing else should.
import { generate } from 'selfsigned';

/** How long the certificate is good for, in days: browsers refuse a longer one than 398. */
const DAYS = 90;

/** A key and its certificate, both PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A fresh certificate for `localhost`, 127.0.0.1 and one more address. */
export async function makeLocalCertificate(address: string): Promise<Certificate> {
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: 'voice-room on this machine' }],
    {
      keyType: 'ec',
      algorithm: 'sha256',
      notAfterDate: new Date(Date.now() + DAYS * 24 * 60 * 60 * 1000),
      extensions: [
        { name: 'basicConstraints', cA: false },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
            { type: 7, ip: address },
          ],
        },
      ],
    },
  );
  return { key, cert };
}
