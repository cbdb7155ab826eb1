// Settings of later versions: what is accepted and told, and that nothing else comes of it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LIVEKIT_SECRET, environment } from '../testing/host-app.ts';
import { readEnvironment } from './read-environment.ts';

describe('a setting that has no effect yet', () => {
  const CHANNEL_ACCESS_SECRET = 'kT3vWq9zLr5mXe7uBc1yHn4sPd8aGf6j';
  const sound = {
    AUTH_PRESET: 'clerk',
    GUEST_CHANNELS: 'lobby help-* bühne',
    REDIS_URL: 'rediss://user:hidden@redis.example:6379/0',
    ADMIN_HOST: '127.0.0.1',
    ADMIN_PORT: '9465',
    CHANNEL_ACCESS_URL: 'https://app.example/voice',
    CHANNEL_ACCESS_SECRET,
  };

  it('is accepted with one sentence that says what goes on without it, and no secret', async () => {
    for (const [name, value] of Object.entries(sound)) {
      const { warnings } = await readEnvironment(environment({ [name]: value }));
      assert.equal(warnings.length, 1, name);
      assert.match(warnings[0] ?? '', new RegExp(`^${name} has no effect in this version: [^.]+\\.$`));
      assert.doesNotMatch(warnings[0] ?? '', /hidden|kT3v/);
    }
    assert.deepEqual((await readEnvironment(environment())).warnings, []);
  });

  it('changes nothing else', async () => {
    const { warnings, admin, ...rest } = await readEnvironment(environment(sound));
    assert.equal(warnings.length, Object.keys(sound).length);
    assert.deepEqual(admin, { host: '127.0.0.1', port: 9465 });
    const { warnings: none, admin: usual, ...plain } = await readEnvironment(environment());
    assert.deepEqual([none, usual.port], [[], 9464]);
    assert.deepEqual(rest, plain);
  });

  it('may come from a file where it is secret, and may not be the LiveKit secret', async () => {
    const changes = { REDIS_URL_FILE: '/run/secrets/redis' };
    const { warnings } = await readEnvironment(environment(changes), () => 'redis://a:b@c');
    assert.match(warnings.join(), /^REDIS_URL has no effect/);
    await assert.rejects(
      readEnvironment(environment({ CHANNEL_ACCESS_SECRET: LIVEKIT_SECRET })),
      /^ConfigError: CHANNEL_ACCESS_SECRET is also the LiveKit secret/,
    );
  });
});
