// That labels come from a closed list, whatever is asked for.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { routeLabel } from './route-label.ts';

it('a path is labelled with the route that answers it, wherever the app is mounted', () => {
  for (const [path, label] of [
    ['/api/livekit/token', '/api/livekit/token'],
    ['/voice/api/livekit/token', '/api/livekit/token'],
    ['/healthz', '/healthz'],
    ['/voice-room.js', '/voice-room.js'],
    ['/voice-room.js.map', '/voice-room.js.map'],
    ['/v/1.2.3/chunks/a.js', '/v/:version/:file'],
    ['/api/livekit/tokens', '*'],
    ['/', '*'],
    ['/wp-login.php', '*'],
  ] as const) {
    assert.equal(routeLabel(path), label, path);
  }
});
