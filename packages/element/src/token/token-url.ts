// Where the token endpoint is when nobody says so; it knows the address of the script and of the page, nothing else.

/** How the script came to the page; an entry that a page loads as a script tells it. */
let origin = { script: '', marker: '' };

/**
 * Tells the address of the script that the page has loaded, and the marker that stands in it. Only the entry itself knows them: in
 * a chunk `import.meta.url` is the chunk's own address.
 */
export function servedFrom(script: string, marker: string): void {
  origin = { script, marker };
}

const PATH = 'api/livekit/token';

/**
 * `api/livekit/token` beside the script if a voice-room server served it as `/voice-room.js`, else `/api/livekit/token` of the
 * page. Always absolute where there is a page.
 */
export function defaultTokenUrl({ script, marker } = origin): string {
  if (
    marker.endsWith(':yes') &&
    URL.canParse(script) &&
    new URL(script).pathname.endsWith('/voice-room.js')
  ) {
    return new URL(PATH, script).href;
  }
  return typeof location === 'undefined' ? `/${PATH}` : new URL(`/${PATH}`, location.href).href;
}
