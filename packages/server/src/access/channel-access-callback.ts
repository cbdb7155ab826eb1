// Asks the host app whether a caller may enter a channel; it does not know tokens, rooms or the request behind it.
import { LRUCache } from 'lru-cache';
import type { ChannelAccess } from '../config/config.ts';
import type { CallbackDecision } from './callback-answer.ts';
import { readCallbackAnswer } from './callback-answer.ts';
import type { SignQuestion } from './callback-signature.ts';
import { createQuestionSigner } from './callback-signature.ts';

/** Milliseconds. An answer is used again for as long as a page takes from its first token to its join. */
const TIMES = { timeout: 3_000, reuse: 5_000, cooldown: 1_000 };
const MAX_ANSWER_BYTES = 16 * 1024;
/** Answers kept at most. */
const MAX_ANSWERS = 10_000;

/** The settings of a callback. */
export type Callback = ChannelAccess & { readonly kind: 'callback' };

/** What the host app is asked, in the names of the question's body. */
export interface Question {
  readonly tenant: string;
  readonly subject: string;
  readonly channel_id: string;
  /** The verified claims, all of them. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Asks, or takes the answer of a moment ago. Throws `CallbackUnavailable`. */
export type AskHostApp = (callback: Callback, question: Question) => Promise<CallbackDecision>;

/** No usable answer of the host app, so nobody enters (503). */
export class CallbackUnavailable extends Error {
  override readonly name = 'CallbackUnavailable';
  /** For the log: `network`, `timeout`, `http-status`, `too-large` or `malformed`. */
  readonly reason: string;
  /** Seconds until asking again can help. */
  readonly retryAfter = 2;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** What asking needs of the outside. */
export interface CallbackParts {
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of every question that was really sent. */
  readonly onAnswer?: (
    tenant: string,
    outcome: 'allowed' | 'refused' | 'failed',
    milliseconds: number,
  ) => void;
  /** Milliseconds that one question may take, its answer's body included; 3000 unless told. */
  readonly timeout?: number;
}

/**
 * Fails closed: anything but a 200 with an answer of the agreed form is no answer, and redirections are not followed. An
 * answer, yes or no, holds for five seconds for the same caller, claims and channel. A host app that failed is left alone
 * for a second, so that requests do not queue up behind its time limit; each tenant's alone.
 */
export function createCallbackAsker({
  fetch,
  now,
  onAnswer,
  timeout = TIMES.timeout,
}: CallbackParts): AskHostApp {
  const kept = (ttl: number) => ({ max: MAX_ANSWERS, ttl, ttlResolution: 0, perf: { now } });
  const answers = new LRUCache<string, Promise<CallbackDecision>>(kept(TIMES.reuse));
  const failures = new LRUCache<string, CallbackUnavailable>(kept(TIMES.cooldown));
  const signers = new LRUCache<string, SignQuestion>({ max: MAX_ANSWERS });

  function signerOf(secret: string): SignQuestion {
    const signer = signers.get(secret) ?? createQuestionSigner(secret);
    signers.set(secret, signer);
    return signer;
  }

  async function ask({ url, secret }: Callback, question: Question): Promise<CallbackDecision> {
    const body = JSON.stringify(question);
    const signature = await signerOf(secret)(crypto.randomUUID(), Math.floor(now() / 1000), body);
    const start = now();
    const tell = (outcome: 'allowed' | 'refused' | 'failed'): void =>
      onAnswer?.(question.tenant, outcome, now() - start);
    try {
      const headers = { ...signature, 'Content-Type': 'application/json' };
      const decision = await send(fetch, url, headers, body, timeout);
      tell(decision.allowed ? 'allowed' : 'refused');
      return decision;
    } catch (error) {
      tell('failed');
      throw error instanceof CallbackUnavailable ? error : new CallbackUnavailable(reasonOf(error));
    }
  }

  return (callback, question) => {
    const key = JSON.stringify([callback.url, question]);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const place = JSON.stringify([question.tenant, callback.url]);
    const failure = failures.get(place);
    if (failure !== undefined) return Promise.reject(failure);
    const answer = ask(callback, question);
    answers.set(key, answer);
    answer.catch((error: unknown) => {
      answers.delete(key);
      failures.set(place, error as CallbackUnavailable);
    });
    return answer;
  };
}

async function send(
  fetch: CallbackParts['fetch'],
  url: string,
  headers: Record<string, string>,
  body: string,
  timeout: number,
): Promise<CallbackDecision> {
  const signal = AbortSignal.timeout(timeout);
  const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new CallbackUnavailable('http-status');
  }
  const decision = readCallbackAnswer(parse(await readText(response)));
  if (decision === null) throw new CallbackUnavailable('malformed');
  return decision;
}

/** Reads the body up to the cap, so that an endless answer cannot fill the memory. */
async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  // Leaving the loop cancels the stream and with it the connection.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new CallbackUnavailable('too-large');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CallbackUnavailable('malformed');
  }
}

function reasonOf(error: unknown): string {
  return (error as Error).name === 'TimeoutError' ? 'timeout' : 'network';
}
