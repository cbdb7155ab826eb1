// Asks for a WebSocket by hand and looks at the answer; it never speaks over one.
import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** The status that came back, 101 for a WebSocket; null where nothing came. The connection is closed at once. */
export function webSocketStatus(
  url: URL,
  headers: Readonly<Record<string, string>>,
  patience: number,
): Promise<number | null> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const asked = request(url, {
      agent: false,
      signal: AbortSignal.timeout(patience),
      headers: {
        ...headers,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      },
    });
    const end = (status: number | null): void => {
      resolve(status);
      asked.destroy();
    };
    asked.on('upgrade', (_, socket) => {
      socket.destroy();
      end(101);
    });
    asked.on('response', ({ statusCode = 0 }) => end(statusCode));
    asked.on('error', () => end(null));
    asked.end();
  });
}
