// That every configuration in the documentation is one that the server takes.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { exportSPKI, generateKeyPair } from 'jose';
import { environment } from '../testing/host-app.ts';
import { readConfig } from './read-config.ts';

const ROOT = new URL('../../../../', import.meta.url);
const PAGES = ['packages/docs/**/*.md', 'packages/server/README.md', 'README.md'];

interface Example {
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

async function readExamples(): Promise<readonly Example[]> {
  const examples: Example[] = [];
  for await (const page of glob(PAGES, { cwd: ROOT })) {
    const text = await readFile(new URL(page, ROOT), 'utf8');
    for (const [whole, language = '', block = ''] of text.matchAll(/^```(\w+)\n(.*?)^```$/gms)) {
      const line = text.slice(0, text.indexOf(whole)).split('\n').length;
      examples.push({ place: `${page}:${line}`, language, text: block });
    }
  }
  return examples;
}

const secret = (): string => randomBytes(48).toString('base64');
const publicKey = await exportSPKI((await generateKeyPair('ES256')).publicKey);
const readAnyFile = (path: string): string => (path.endsWith('.pem') ? publicKey : secret());

/** Variables as the block has them; `…` stands for a secret. */
const variablesOf = (text: string): [string, string][] =>
  [...text.matchAll(/^([A-Z_]+)=(?:"(.*)"|(.*))$/gm)].map(([, name = '', quoted, plain = '']) => [
    name,
    (quoted ?? plain) === '…' ? secret() : (quoted ?? plain),
  ]);

describe('an example of the documentation', async () => {
  const examples = await readExamples();
  const files = examples.filter(({ language, text }) => language === 'json' && text.includes('"issuers"'));
  const blocks = examples.filter(({ language }) => language === 'dotenv');

  it('is found in each of its two forms', () => {
    assert.ok(files.length >= 5, `${files.length} files`);
    assert.ok(blocks.length >= 9, `${blocks.length} blocks of variables`);
  });

  for (const { place, text } of files) {
    it(`is a sound file: ${place}`, async () => {
      const env: Record<string, string> = { VOICE_ROOM_CONFIG: 'voice.json' };
      for (const [, name = ''] of text.matchAll(/\{ ?"env": "(\w+)" ?\}/g)) env[name] = secret();
      const config = await readConfig(env, (path) => (path === 'voice.json' ? text : readAnyFile(path)));
      assert.deepEqual(config.warnings, []);
    });
  }

  for (const { place, text } of blocks) {
    it(`is a sound environment: ${place}`, async () => {
      const given: Record<string, string> = Object.fromEntries(variablesOf(text));
      const page = place.slice(0, place.lastIndexOf(':'));
      // A block that names a file goes with the one of its page, any other without an issuer with another block.
      const file =
        'VOICE_ROOM_CONFIG' in given ? files.find((one) => one.place.startsWith(`${page}:`)) : null;
      const rest = 'AUTH_ISSUER' in given || file ? {} : environment();
      const config = await readConfig({ ...rest, ...given }, (path) =>
        path === given['VOICE_ROOM_CONFIG'] ? (file?.text ?? '') : readAnyFile(path),
      );
      assert.ok(config.issuers.length > 0);
      assert.deepEqual(config.warnings, []);
    });
  }
});
