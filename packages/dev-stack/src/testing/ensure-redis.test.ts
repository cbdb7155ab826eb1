// Where Redis is looked for, with files of our own in the place of it.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { ensureRedis, findRedis } from './ensure-redis.ts';

it('takes the one that its variable names or none, else the first on PATH', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'voice-room-redis-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'redis-server');
  await writeFile(path, '', { mode: 0o755 });
  await writeFile(join(folder, 'plain'), '');
  assert.equal(findRedis({ PATH: `/nowhere:${folder}` }), path);
  assert.equal(findRedis({ PATH: '/nowhere', VOICE_ROOM_REDIS: path }), path);
  assert.equal(findRedis({ PATH: folder, VOICE_ROOM_REDIS: join(folder, 'plain') }), undefined);
  assert.equal(findRedis({ PATH: '/nowhere' }), undefined);
});

it('says what is missing, why, and the command that gets it', async (t) => {
  const before = process.env['VOICE_ROOM_REDIS'];
  t.after(() => {
    if (before === undefined) delete process.env['VOICE_ROOM_REDIS'];
    else process.env['VOICE_ROOM_REDIS'] = before;
  });
  process.env['VOICE_ROOM_REDIS'] = '/nowhere/redis-server';
  await assert.rejects(
    ensureRedis(() => undefined),
    (error: Error) => {
      assert.equal(error.name, 'RedisMissingError');
      assert.match(error.message, /nowhere.*cannot be run[^]*count together[^]*install/);
      return true;
    },
  );
});
