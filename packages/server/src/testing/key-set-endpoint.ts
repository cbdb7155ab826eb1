// A real HTTP endpoint that publishes keys, well or badly; it does not know who fetches them.
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** An endpoint on a port of its own. */
export interface KeySetEndpoint {
  readonly url: string;
  /** Paths that were asked for. */
  readonly requests: string[];
  /** What the next request gets. */
  answer: RequestListener;
}

/** Answers `value` as JSON. */
export const answerJson =
  (value: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value));
  };

/** Serves until the test `t` ends. */
export async function serveKeySet(t: TestContext, answer: RequestListener): Promise<KeySetEndpoint> {
  const endpoint = { url: '', requests: [] as string[], answer };
  const server = createServer((request, response) => {
    endpoint.requests.push(request.url ?? '');
    endpoint.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(endpoint, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks` });
}
