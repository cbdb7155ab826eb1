// The resource /openapi.json; it does not know what stands in the document.
import { Hono } from 'hono';
import type { Asset } from '../services.ts';
import type { AppEnv } from './app-env.ts';
import { guardMethods } from './method-guard.ts';
import { createOpenApiDocument } from './openapi-document.ts';
import { FIVE_MINUTES, sendAsset } from './send-asset.ts';

/** `GET /openapi.json`. The document is made when it is first asked for: a start does not pay for it. */
export function createOpenApiRoute(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  let made: Promise<Asset> | undefined;
  routes.get('/openapi.json', async (c) => sendAsset(c, await (made ??= make()), FIVE_MINUTES));
  routes.all('/openapi.json', guardMethods('GET, HEAD, OPTIONS'));
  return routes;
}

async function make(): Promise<Asset> {
  const body = new TextEncoder().encode(JSON.stringify(createOpenApiDocument()));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  const digest = Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { body, contentType: 'application/json', digest };
}
