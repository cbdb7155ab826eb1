// The peer of the start: the smallest Hono server, copied beside its production install.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.get('/healthz', (c) => c.json({ status: 'ok' }));
serve({ fetch: app.fetch, hostname: process.env.HOST, port: Number(process.env.PORT) });
