// Sends requests to an app under test; it does not know what the answers should be.
import type { Hono } from 'hono';
import { createVoiceRoomApp } from '../app.ts';
import type { ServerConfig } from '../config/config.ts';
import { readEnvironment } from '../config/read-environment.ts';
import type { RoomDirectory } from '../livekit/room-directory.ts';
import type { AppEnv } from '../routes/app-env.ts';
import type { LogEntry, Services } from '../services.ts';
import { environment, sign } from './host-app.ts';

/** Rooms that always have space. */
export const openRooms: RoomDirectory = { isFullFor: async () => false };

/** An answer of the server, parsed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** How a request differs from a sound one. */
export interface Ask {
  readonly method?: string;
  /** null sends none; by default a sound token. */
  readonly token?: string | null;
  /** Anything but a text is sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly path?: string;
}

/** An app over a changed environment and services, with its log. */
export interface TestApp {
  readonly app: Hono<AppEnv>;
  readonly log: readonly LogEntry[];
  ask(ask?: Ask): Promise<Answer>;
}

/** Makes an app whose LiveKit has space in every room. */
export async function createTestApp(
  changes: Record<string, string | undefined> = {},
  services: Services = {},
): Promise<TestApp> {
  return createAppOf(await readEnvironment(environment(changes)), services);
}

/** The same over a finished configuration. */
export function createAppOf(config: ServerConfig, services: Services = {}): TestApp {
  const log: LogEntry[] = [];
  const app = createVoiceRoomApp(config, {
    roomDirectory: openRooms,
    log: (entry) => void log.push(entry),
    ...services,
  });
  return { app, log, ask: (ask) => send((path, init) => app.request(path, init), ask) };
}

/** Sends a token request by `request` and reads the answer. */
export async function send(
  request: (path: string, init: RequestInit) => Response | Promise<Response>,
  {
    method = 'POST',
    token,
    body = { channel_id: 'general' },
    headers = {},
    path = '/api/livekit/token',
  }: Ask = {},
): Promise<Answer> {
  const bearer = token === undefined ? await sign() : token;
  const response = await request(path, {
    method,
    headers: {
      ...(method === 'POST' ? { 'Content-Type': 'application/json' } : {}),
      ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
      ...headers,
    },
    ...(method === 'POST' ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body:
      text !== '' && /json/.test(response.headers.get('Content-Type') ?? '')
        ? (JSON.parse(text) as Record<string, unknown>)
        : { text },
  };
}
