// Where the token endpoint is when nobody says so; it knows the address of this script and of the page, nothing else.

/**
 * The voice-room server writes `yes` over `no` in the build that it serves itself: the sign that its token endpoint lies beside
 * the script. The two halves are joined here so that the marker stands in the build exactly once, as one literal.
 */
const SERVED_BY_SERVER = 'voice-room:self-served:no';

const PATH = 'api/livekit/token';

/**
 * `api/livekit/token` beside the script if a voice-room server served it as `/voice-room.js`, else `/api/livekit/token` of the
 * page. Always absolute where there is a page.
 */
export function defaultTokenUrl(script: string = import.meta.url, marker: string = SERVED_BY_SERVER): string {
  if (
    marker.endsWith(':yes') &&
    URL.canParse(script) &&
    new URL(script).pathname.endsWith('/voice-room.js')
  ) {
    return new URL(PATH, script).href;
  }
  return typeof location === 'undefined' ? `/${PATH}` : new URL(`/${PATH}`, location.href).href;
}
