// The limit of HTTP: node:http reads the body and answers the same bytes to everybody; nothing is checked.
import { createServer } from 'node:http';

const { PORT, ANSWER_BYTES } = process.env;
const filler = '{"participant_token":""}';
const answer = Buffer.from(`{"participant_token":"${'x'.repeat(Number(ANSWER_BYTES) - filler.length)}"}`);
const headers = { 'Content-Type': 'application/json', 'Content-Length': answer.length };

createServer((request, response) => {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => (bytes += chunk.length));
  request.on('end', () => response.writeHead(bytes > 0 ? 201 : 200, headers).end(answer));
}).listen(Number(PORT), '127.0.0.1');
