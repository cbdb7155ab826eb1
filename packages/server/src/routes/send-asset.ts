// Answers with content that caches may keep; it does not know what it is.
import type { Context } from 'hono';
import type { Asset } from '../services.ts';
import type { AppEnv } from './app-env.ts';

/** Five minutes: a new version is seen soon, and pages in between cost nothing. */
export const FIVE_MINUTES = 'public, max-age=300';

/** 200 with the content, or 304 where `If-None-Match` names it. Any page may load it. */
export function sendAsset(c: Context<AppEnv>, asset: Asset, cacheControl: string): Response {
  const etag = `"${asset.digest}"`;
  c.header('Cache-Control', cacheControl);
  c.header('ETag', etag);
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  const known = c.req
    .header('If-None-Match')
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag) || known?.includes('*')) return c.body(null, 304);
  return c.body(asset.body, 200, { 'Content-Type': asset.contentType });
}
