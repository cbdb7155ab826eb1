// The demo host app's routes, a stand-in for any site with users of its own; opens no port and knows no LiveKit.
import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { DemoPeople } from './demo-people.ts';
import type { DemoSigner } from './demo-signer.ts';
import { onlyOwnNames } from './own-names.ts';
import { pageHeaders, type PageReach } from './page-headers.ts';
import { onReload, reloadsAreOn } from './page-reloads.ts';

/** What the app is made of. */
export interface DemoAppOptions extends PageReach {
  signer: DemoSigner;
}

const files: Readonly<Record<string, readonly [path: string, type: string]>> = {
  '/': ['page/index.html', 'text/html; charset=utf-8'],
  '/app.js': ['page/app.js', 'text/javascript; charset=utf-8'],
  '/start-session.js': ['page/start-session.js', 'text/javascript; charset=utf-8'],
  '/other-tabs.js': ['page/other-tabs.js', 'text/javascript; charset=utf-8'],
  '/saved-theme.js': ['page/saved-theme.js', 'text/javascript; charset=utf-8'],
  '/theme-switch.js': ['page/theme-switch.js', 'text/javascript; charset=utf-8'],
  '/style.css': ['page/style.css', 'text/css; charset=utf-8'],
  '/stage.css': ['page/stage.css', 'text/css; charset=utf-8'],
  '/narrow.css': ['page/narrow.css', 'text/css; charset=utf-8'],
  '/favicon.svg': ['page/favicon.svg', 'image/svg+xml'],
  '/avatars/ada.svg': ['avatars/ada.svg', 'image/svg+xml'],
  '/avatars/milo.svg': ['avatars/milo.svg', 'image/svg+xml'],
  '/avatars/noor.svg': ['avatars/noor.svg', 'image/svg+xml'],
};

/** The whole app: page, sign-in, the person's JWT, the public key. Answers of sign-in and JWT are never cached. */
export function createDemoApp(options: DemoAppOptions): Hono {
  const app = new Hono();
  const people = new DemoPeople();
  const headers = pageHeaders(options);
  app.use(onlyOwnNames);

  for (const [route, [path, type]] of Object.entries(files)) {
    app.get(route, async (context) => {
      const content = await readFile(new URL(path, import.meta.url));
      return context.body(content, 200, { ...headers, 'content-type': type });
    });
  }

  app.get('/demo/config.json', (context) => {
    const { scriptUrl, tokenUrl } = options;
    return context.json({ scriptUrl, tokenUrl, reload: reloadsAreOn() }, 200, {
      'cache-control': 'no-store',
    });
  });

  app.post('/demo/sign-in', (context) => context.json(people.signIn(), 201, { 'cache-control': 'no-store' }));

  app.get('/demo/voice-token', async (context) => {
    const person = people.find(context.req.header('x-demo-session'));
    if (!person) return context.text('Sign in first.', 401, { 'cache-control': 'no-store' });
    return context.text(await options.signer.sign(person), 200, { 'cache-control': 'no-store' });
  });

  app.get('/.well-known/jwks.json', (context) => context.json(options.signer.keys));

  app.get('/demo/reload', (context) => {
    if (!reloadsAreOn()) return context.notFound();
    return streamSSE(context, async (stream) => {
      const gone = new AbortController();
      onReload(() => void stream.writeSSE({ data: 'reload' }), gone.signal);
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      gone.abort();
    });
  });

  return app;
}
