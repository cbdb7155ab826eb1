// What is read from the address of a Redis, and what of its failures may be told.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { reasonOfRedis, redisAddress } from './redis-address.ts';

it('reads host, port, credentials and database, and nothing from a query', () => {
  assert.deepEqual(redisAddress('redis://redis.example'), { host: 'redis.example', port: 6379 });
  assert.deepEqual(redisAddress('rediss://ada:p%40ss%2Fword@[::1]:7000/3?enableOfflineQueue=true'), {
    host: '::1',
    port: 7000,
    username: 'ada',
    password: 'p@ss/word',
    db: 3,
    tls: {},
  });
  assert.deepEqual(redisAddress('redis://:secret@localhost/0'), {
    host: 'localhost',
    port: 6379,
    password: 'secret',
  });
});

it('names an encrypted host to it, so that a host which serves many knows which is meant', () => {
  assert.deepEqual(redisAddress('rediss://redis.example').tls, { servername: 'redis.example' });
  assert.deepEqual(redisAddress('rediss://192.0.2.1').tls, {}, 'an address is no name');
  assert.equal(redisAddress('redis://redis.example').tls, undefined);
});

it('names failures by codes alone', () => {
  const cases: [unknown, string][] = [
    [
      Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:6379'), { code: 'ECONNREFUSED' }),
      'ECONNREFUSED',
    ],
    [new Error('WRONGPASS invalid username-password pair'), 'WRONGPASS'],
    [new Error('NOPERM this user has no permissions to run the eval command'), 'NOPERM'],
    [new Error('Command timed out'), 'timeout'],
    [new Error("Stream isn't writeable and enableOfflineQueue options is false"), 'connection lost'],
    [new Error('secret123 was refused'), 'connection lost'],
    [undefined, 'connection lost'],
  ];
  for (const [error, reason] of cases) assert.equal(reasonOfRedis(error), reason);
});
