// Sends one HTTP request and keeps what came back; it does not know what a good answer is.
import type { NetworkFailure } from './network-failure.ts';
import { networkFailure } from './network-failure.ts';
import type { Outside } from './outside.ts';

/** Bytes of an answer that are looked at. */
const MAX_BYTES = 64 * 1024;

/** An answer, of whatever status, or why there was none. */
export type Probe =
  | {
      readonly answered: true;
      readonly status: number;
      readonly headers: Headers;
      /** The beginning of the body. Never to be shown: it may quote what was sent. */
      readonly text: string;
      /** Milliseconds from sending to the head of the answer, and the time in the middle of them. */
      readonly took: number;
      readonly at: number;
    }
  | { readonly answered: false; readonly failure: NetworkFailure };

/** Asks once, follows no redirection, and never throws. */
export async function probe(
  { fetch, now, patience }: Outside,
  url: string,
  init: RequestInit = {},
): Promise<Probe> {
  const sent = now();
  try {
    const signal = AbortSignal.timeout(patience);
    const response = await fetch(url, { redirect: 'manual', ...init, signal });
    const came = now();
    const { status, headers } = response;
    const text = await readStart(response);
    return { answered: true, status, headers, text, took: came - sent, at: (came + sent) / 2 };
  } catch (error) {
    return { answered: false, failure: networkFailure(error) };
  }
}

async function readStart(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    size += chunk.length;
    if (size > MAX_BYTES) break;
  }
  return text;
}

/** Whether an answer sends elsewhere. */
export const isRedirect = (status: number): boolean => status >= 300 && status < 400;

/** Where to, without anything but scheme, host and path; for people. */
export function redirectTarget(headers: Headers, base: string): string {
  const target = URL.parse(headers.get('Location') ?? '', base);
  return target === null ? 'elsewhere' : `to ${target.origin}${target.pathname}`;
}

/** Whether a body is a web page. */
export const isHtml = (headers: Headers, text: string): boolean =>
  /html/i.test(headers.get('Content-Type') ?? '') || /^\s*<(!doctype|html)/i.test(text);
