// The resources that hand out the element's own build; it does not know where the files lie.
import { Hono } from 'hono';
import type { Asset, AssetStore } from '../services.ts';
import type { AppEnv } from './app-env.ts';
import { guardMethods } from './method-guard.ts';
import { Problem } from './problem.ts';
import { FIVE_MINUTES, sendAsset } from './send-asset.ts';

const ENTRY = 'voice-room.js';
const FOREVER = 'public, max-age=31536000, immutable';
/** The element reads this mark to know that its token endpoint is beside the script. */
const MARK = { unserved: 'voice-room:self-served:no', served: 'voice-room:self-served:yes' };

/** `GET /voice-room.js` with the mark set, and `GET /v/{version}/{file}` as built. Any page may load both. */
export function createElementScriptRoutes(assets: AssetStore | undefined): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  let marked: { readonly source: string; readonly asset: Asset } | undefined;

  routes.get(`/${ENTRY}`, async (c) => {
    const asset = await assets?.find(ENTRY);
    if (!asset) throw new Problem('not-found');
    if (marked?.source !== asset.digest) marked = { source: asset.digest, asset: setMark(asset) };
    return sendAsset(c, marked.asset, FIVE_MINUTES);
  });
  // The entry names its source map, which the tools of browsers fetch from beside it.
  routes.get(`/${ENTRY}.map`, async (c) => {
    const asset = await assets?.find(`${ENTRY}.map`);
    if (!asset) throw new Problem('not-found');
    return sendAsset(c, asset, FIVE_MINUTES);
  });
  routes.get('/v/:version/:file{[^]+}', async (c) => {
    const asset = await assets?.find(`v/${c.req.param('version')}/${c.req.param('file')}`);
    if (!asset) throw new Problem('not-found');
    return sendAsset(c, asset, FOREVER);
  });
  for (const path of [`/${ENTRY}`, `/${ENTRY}.map`, '/v/:version/:file{[^]+}'])
    routes.all(path, guardMethods('GET, HEAD, OPTIONS'));
  return routes;
}

function setMark(asset: Asset): Asset {
  const text = new TextDecoder().decode(asset.body).replaceAll(MARK.unserved, MARK.served);
  return { ...asset, body: new TextEncoder().encode(text), digest: `${asset.digest}-served` };
}
