// Answers with content that caches may keep; it does not know what it is.
import type { Context } from 'hono';
import type { Asset } from '../services.ts';
import type { AppEnv } from './app-env.ts';
import { addFields, respond } from './respond.ts';

/** Five minutes: a new version is seen soon, and pages in between cost nothing. */
export const FIVE_MINUTES = 'public, max-age=300';

/** 200 with the content, or 304 where `If-None-Match` names it. Any page may load it. */
export function sendAsset(c: Context<AppEnv>, asset: Asset, cacheControl: string): Response {
  const etag = `"${asset.digest}"`;
  addFields(c, {
    'Cache-Control': cacheControl,
    ETag: etag,
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
  const known = c.req
    .header('If-None-Match')
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag) || known?.includes('*')) return respond(c, 304, null);
  return respond(c, 200, asset.body, { 'Content-Type': asset.contentType });
}
