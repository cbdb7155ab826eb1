// How the element's build is handed out, over a directory on disk.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { createAssetsDirectory } from '../node/assets-directory.ts';
import { createTestApp } from '../testing/token-client.ts';

const SOURCE = "const served = 'voice-room:self-served:no';";

async function serve(t: TestContext, now?: () => number) {
  const root = mkdtempSync(join(tmpdir(), 'voice-room-assets-'));
  t.after(() => rmSync(root, { recursive: true }));
  const cdn = join(root, 'cdn');
  mkdirSync(join(cdn, 'chunks'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"version":"1.2.3"}');
  writeFileSync(join(root, 'secret.js'), 'outside');
  writeFileSync(join(cdn, 'voice-room.js'), SOURCE);
  writeFileSync(join(cdn, 'chunks', 'livekit-abc.js'), 'chunk');
  writeFileSync(join(cdn, 'notes.txt'), 'not for the web');
  const { app } = await createTestApp({}, { assets: createAssetsDirectory(cdn, now) });
  const get = (path: string, init?: RequestInit) => Promise.resolve(app.request(path, init));
  return { cdn, get };
}

describe('/voice-room.js', () => {
  it('is served to every page, kept shortly, with the mark that its token endpoint is beside it', async (t) => {
    const { get } = await serve(t);
    const response = await get('/voice-room.js');
    assert.equal(response.status, 200);
    assert.equal(await response.text(), "const served = 'voice-room:self-served:yes';");
    const { headers } = response;
    assert.equal(headers.get('Content-Type'), 'text/javascript; charset=utf-8');
    assert.equal(headers.get('Cache-Control'), 'public, max-age=300');
    assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(headers.get('Cross-Origin-Resource-Policy'), 'cross-origin');
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
  });

  it('is not sent again to who has it, and is after a rebuild', async (t) => {
    const { cdn, get } = await serve(t);
    const etag = (await get('/voice-room.js')).headers.get('ETag') ?? '';
    assert.match(etag, /^"[\w-]+"$/);
    for (const tags of [etag, `W/${etag}`, `"x", ${etag}`]) {
      const again = await get('/voice-room.js', { headers: { 'If-None-Match': tags } });
      assert.deepEqual([again.status, await again.text()], [304, '']);
    }
    writeFileSync(join(cdn, 'voice-room.js'), `${SOURCE} // changed`);
    const changed = await get('/voice-room.js', { headers: { 'If-None-Match': etag } });
    assert.equal(changed.status, 200);
    assert.match(await changed.text(), /changed$/);
  });

  it('has HEAD and OPTIONS, and no other method', async (t) => {
    const { get } = await serve(t);
    const head = await get('/voice-room.js', { method: 'HEAD' });
    assert.deepEqual([head.status, await head.text()], [200, '']);
    assert.equal((await get('/voice-room.js', { method: 'OPTIONS' })).status, 204);
    const post = await get('/voice-room.js', { method: 'POST' });
    assert.deepEqual([post.status, post.headers.get('Allow')], [405, 'GET, HEAD, OPTIONS']);
  });

  it('has its source map beside it where the build has one', async (t) => {
    const bare = await serve(t);
    assert.equal((await bare.get('/voice-room.js.map')).status, 404);
    const built = await serve(t);
    writeFileSync(join(built.cdn, 'voice-room.js.map'), '{"version":3}');
    assert.equal(await (await built.get('/voice-room.js.map')).text(), '{"version":3}');
  });

  it('is 404 where no build is at hand', async () => {
    const { app } = await createTestApp();
    assert.equal((await app.request('/voice-room.js')).status, 404);
    const empty = await createTestApp({}, { assets: createAssetsDirectory('/nonexistent') });
    assert.equal((await empty.app.request('/voice-room.js')).status, 404);
  });
});

describe('/v/{version}/{file}', () => {
  it('is served as built, for ever', async (t) => {
    const { get } = await serve(t);
    const response = await get('/v/1.2.3/chunks/livekit-abc.js');
    assert.deepEqual([response.status, await response.text()], [200, 'chunk']);
    assert.equal(response.headers.get('Cache-Control'), 'public, max-age=31536000, immutable');
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(await (await get('/v/1.2.3/voice-room.js')).text(), SOURCE);
  });

  it('is 404 for another version, another kind of file, and every way out of the directory', async (t) => {
    const { get } = await serve(t);
    for (const path of [
      '/v/9.9.9/voice-room.js',
      '/v/1.2.3/notes.txt',
      '/v/1.2.3/../../secret.js',
      '/v/1.2.3/%2e%2e/secret.js',
      '/v/1.2.3/..%2fsecret.js',
      '/v/1.2.3/..%5csecret.js',
      '/v/1.2.3//etc/passwd',
      '/v/..%2f/secret.js',
      '/v/1.2.3/',
      '/v/1.2.3/%00',
      '/v/1.2.3/%ff',
      '/v/1.2.3/constructor',
    ]) {
      const response = await get(path);
      assert.equal(response.status, 404, path);
      assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
    }
  });

  it('finds files of a later build', async (t) => {
    let time = 0;
    const { cdn, get } = await serve(t, () => time);
    assert.equal((await get('/v/1.2.3/chunks/new.js')).status, 404);
    writeFileSync(join(cdn, 'chunks', 'new.js'), 'new');
    time += 1000;
    assert.equal((await get('/v/1.2.3/chunks/new.js')).status, 200);
  });
});
