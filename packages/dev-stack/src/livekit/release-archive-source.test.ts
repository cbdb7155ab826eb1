// Downloading the release, from a mirror of the test's own on this machine.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { findFreePorts } from '../process/free-ports.ts';
import { BinaryRefusal } from './binary-source.ts';
import { archiveName, releaseArchiveSource } from './release-archive-source.ts';

const archive = archiveName() ?? assert.fail('the tests run where there is an archive');
const server = '#!/bin/sh\necho livekit-server version 1.13.3\n';
const limits = { answer: 300, piece: 300 };

/** One file of a tar archive: its header and its content, padded to whole blocks. */
function tarFile(path: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write('0000755\0', 100);
  header.write(`${Buffer.byteLength(content).toString(8).padStart(11, '0')}\0`, 124);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  return Buffer.concat([header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

const pack = (...files: Buffer[]): Buffer => gzipSync(Buffer.concat([...files, Buffer.alloc(1024)]));
const good = pack(tarFile('LICENSE', 'text'), tarFile('livekit-server', server));
const sumOf = (file: Buffer): string => createHash('sha256').update(file).digest('hex');
const checksums = (file: Buffer, name = archive): string =>
  `${'0'.repeat(64)}  other.zip\n${sumOf(file)}  ${name}\n`;

type Answer = string | Buffer | ((response: ServerResponse) => void);
let files: Record<string, Answer> = {};
let mirror: Server;
let base = '';
let folder = '';
let cachePath = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-room-release-'));
  cachePath = join(folder, 'cache/livekit-server');
  mirror = createServer((request, response) => {
    const answer = files[request.url ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else if (typeof answer === 'function') answer(response);
    else response.end(answer);
  }).listen(0, '127.0.0.1');
  await once(mirror, 'listening');
  base = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}`;
});
afterEach(() => rm(dirname(cachePath), { recursive: true, force: true }));
after(async () => {
  mirror.closeAllConnections();
  mirror.close();
  await rm(folder, { recursive: true });
});

const find = (at = base): Promise<string> => releaseArchiveSource(cachePath, at, limits).find(() => {});

async function isRefused(message: RegExp, at = base): Promise<void> {
  await assert.rejects(find(at), (error) => {
    assert.ok(error instanceof BinaryRefusal, String(error));
    assert.match(error.message, message);
    return true;
  });
  assert.deepEqual(await readdir(dirname(cachePath)).catch(() => []), [], 'nothing is left in the cache');
}

describe('the release archive', () => {
  it('is taken from a mirror with a folder for each version, and the server in it goes to the cache', async () => {
    files = { [`/v1.13.3/${archive}`]: good, '/v1.13.3/checksums.txt': checksums(good) };
    assert.equal(await find(), cachePath);
    assert.equal(await readFile(cachePath, 'utf8'), server);
    assert.deepEqual(await readdir(dirname(cachePath)), ['livekit-server']);
  });

  it('is taken from a mirror with the files of one version, its address with or without a slash', async () => {
    files = { [`/mine/${archive}`]: good, '/mine/checksums.txt': checksums(good) };
    assert.equal(await find(`${base}/mine/`), cachePath);
    assert.equal(await find(`${base}/mine`), cachePath);
  });

  it('is refused where its checksum is another', async () => {
    const forged = pack(tarFile('livekit-server', `${server}echo forged\n`));
    files = { [`/${archive}`]: forged, '/checksums.txt': checksums(good) };
    await isRefused(/does not match its checksum/);
  });

  it('is refused where the checksums do not name it', async () => {
    files = { [`/${archive}`]: good, '/checksums.txt': checksums(good, 'livekit_9.9.9_linux_amd64.tar.gz') };
    await isRefused(/has no line for livekit_1\.13\.3/);
  });

  it('is refused where it or its checksums are missing', async () => {
    files = { [`/${archive}`]: good };
    await isRefused(/checksums\.txt: HTTP status 404/);
    files = { '/checksums.txt': checksums(good) };
    await isRefused(/tar\.gz: HTTP status 404/);
  });

  it('is refused where it holds no server, or one that does not run', async () => {
    const empty = pack(tarFile('README', 'text'));
    files = { [`/${archive}`]: empty, '/checksums.txt': checksums(empty) };
    await isRefused(/holds no livekit-server/);
    const broken = pack(tarFile('livekit-server', '#!/bin/sh\nexit 1\n'));
    files = { [`/${archive}`]: broken, '/checksums.txt': checksums(broken) };
    await isRefused(/does not run/);
  });

  it('is refused where it is no archive', async () => {
    const page = Buffer.from('<!doctype html>');
    files = { [`/${archive}`]: page, '/checksums.txt': checksums(page) };
    await isRefused(/is no gzip file/);
  });

  it('is given up where nobody answers in time, or the data stops coming', async () => {
    files = { '/v1.13.3/checksums.txt': () => {} };
    await isRefused(/no answer within 0\.3 s/);
    files = { '/checksums.txt': checksums(good), [`/${archive}`]: (response) => response.write('a') };
    await isRefused(/no further data within 0\.3 s/);
  });

  it('is given up at once where nobody listens', async () => {
    const [port] = await findFreePorts(1);
    await isRefused(/ECONNREFUSED/, `http://127.0.0.1:${port}`);
  });

  it('comes slowly and is waited for as long as it comes', async () => {
    const pieces = [0, 1, 2, 3].map((part) =>
      good.subarray((good.length * part) / 4, (good.length * (part + 1)) / 4),
    );
    files = {
      '/checksums.txt': checksums(good),
      [`/${archive}`]: (response) => {
        response.setHeader('content-length', good.length);
        const timer = setInterval(() => {
          const piece = pieces.shift();
          if (piece !== undefined) return void response.write(piece);
          clearInterval(timer);
          response.end();
        }, 120);
      },
    };
    const told: string[] = [];
    await releaseArchiveSource(cachePath, base, limits).find((what) => told.push(what));
    assert.ok(
      told.some((what) => /^downloading LiveKit 1\.13\.3, .* of .* MB$/.test(what)),
      told.join('\n'),
    );
  });
});
