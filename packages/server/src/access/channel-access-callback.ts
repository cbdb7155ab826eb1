// Asks the host app whether a caller may enter a channel; it does not know tokens, rooms or the request behind it.
import { LRUCache } from 'lru-cache';
import { parseStrictObject } from '../auth/strict-json.ts';
import type { ChannelAccess } from '../config/config.ts';
import type { CallbackDecision } from './callback-answer.ts';
import { readCallbackAnswer } from './callback-answer.ts';
import type { SignQuestion } from './callback-signature.ts';
import { createQuestionSigner } from './callback-signature.ts';

/** Milliseconds. An answer is used again for as long as a page takes from its first token to its join. */
const TIMES = { timeout: 3_000, reuse: 5_000, retry: 1_000, cooldown: 1_000 };
const MAX_ANSWER_BYTES = 16 * 1024;
/** Answers kept at most. */
const MAX_ANSWERS = 10_000;
/** Failures to reach a host app, one after the other, after which it is left alone. */
const MAX_FAILURES = 3;

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
  /** Milliseconds since 1970, for the signature. */
  readonly now: () => number;
  /** Milliseconds from any beginning; a clock that nobody sets, for what is remembered. */
  readonly steady?: () => number;
  /** Told of every question that was really sent. */
  readonly onAnswer?: (
    tenant: string,
    outcome: 'allowed' | 'refused' | 'failed',
    milliseconds: number,
  ) => void;
  /** Milliseconds that one question may take, its answer's body included; 3000 unless told. */
  readonly timeout?: number;
}

/** What is known of how a tenant's host app can be reached. */
interface Reach {
  /** Its answers so far, so that a question knows whether one came while it waited. */
  readonly answers: number;
  /** Failures since it last answered. */
  readonly failures: number;
  /** The last of them, and when it was, in milliseconds from any beginning. */
  readonly last: CallbackUnavailable | null;
  readonly at: number;
}

const UNKNOWN: Reach = { answers: 0, failures: 0, last: null, at: 0 };

/**
 * Fails closed: anything but a 200 with an answer of the agreed form is no answer, and redirections are not followed. An
 * answer, yes or no, holds for five seconds for the same caller, claims and channel; a bad one for one second, and for
 * that question alone, since a person may know how to bring one about. A host app that cannot be reached three times in
 * a row is left alone for a second, so that requests do not queue up behind its time limit; each tenant's alone.
 */
export function createCallbackAsker({
  fetch,
  now,
  steady = () => performance.now(),
  onAnswer,
  timeout = TIMES.timeout,
}: CallbackParts): AskHostApp {
  const perf = { now: steady };
  const answers = new LRUCache<string, Promise<CallbackDecision>>({
    max: MAX_ANSWERS,
    ttl: TIMES.reuse,
    ttlResolution: 0,
    perf,
  });
  const reaches = new LRUCache<string, Reach>({ max: MAX_ANSWERS });
  const signers = new LRUCache<string, SignQuestion>({ max: MAX_ANSWERS });

  function signerOf(secret: string): SignQuestion {
    const signer = signers.get(secret) ?? createQuestionSigner(secret);
    signers.set(secret, signer);
    return signer;
  }

  function reached(place: string): void {
    reaches.set(place, { ...UNKNOWN, answers: (reaches.get(place) ?? UNKNOWN).answers + 1 });
  }

  /** Questions run side by side, so what counts is what is known now, not what was when this one was sent. */
  function missed(place: string, before: number, last: CallbackUnavailable): void {
    const { answers, failures } = reaches.get(place) ?? UNKNOWN;
    // An answer to another question came meanwhile: the host app is there, whatever became of this older one.
    if (answers === before) reaches.set(place, { answers, failures: failures + 1, last, at: steady() });
  }

  async function ask({ url, secret }: Callback, question: Question): Promise<CallbackDecision> {
    const place = JSON.stringify([question.tenant, url]);
    const { answers: before, failures, last: latest, at } = reaches.get(place) ?? UNKNOWN;
    if (latest !== null && failures >= MAX_FAILURES && steady() - at < TIMES.cooldown) throw latest;
    const body = JSON.stringify(question);
    const signature = await signerOf(secret)(crypto.randomUUID(), Math.floor(now() / 1000), body);
    const start = steady();
    const tell = (outcome: 'allowed' | 'refused' | 'failed'): void =>
      onAnswer?.(question.tenant, outcome, steady() - start);
    try {
      const headers = { ...signature, 'Content-Type': 'application/json' };
      const decision = await send(fetch, url, headers, body, timeout);
      reached(place);
      tell(decision.allowed ? 'allowed' : 'refused');
      return decision;
    } catch (error) {
      const last = error instanceof CallbackUnavailable ? error : new CallbackUnavailable(reasonOf(error));
      if (last.reason === 'network' || last.reason === 'timeout') missed(place, before, last);
      else reached(place);
      tell('failed');
      throw last;
    }
  }

  return async (callback, question) => {
    const key = await digest([callback.url, question]);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(callback, question);
    answers.set(key, answer);
    answer.catch(() => answers.set(key, answer, { ttl: TIMES.retry }));
    return answer;
  };
}

/** Claims may be long and there may be many answers, so a key holds no more of them than a hash. */
async function digest(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
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
  const decision = readCallbackAnswer(parse(await readBytes(response)));
  if (decision === null) throw new CallbackUnavailable('malformed');
  return decision;
}

/** Reads the body up to the cap, so that an endless answer cannot fill the memory. */
async function readBytes(response: Response): Promise<Uint8Array> {
  const bytes = new Uint8Array(MAX_ANSWER_BYTES);
  let size = 0;
  // Leaving the loop cancels the stream and with it the connection.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    if (size + chunk.length > MAX_ANSWER_BYTES) throw new CallbackUnavailable('too-large');
    bytes.set(chunk, size);
    size += chunk.length;
  }
  return bytes.subarray(0, size);
}

/** Strictly: of two members `allow`, another reader could take the other one. */
function parse(bytes: Uint8Array): unknown {
  try {
    return parseStrictObject(bytes);
  } catch {
    throw new CallbackUnavailable('malformed');
  }
}

function reasonOf(error: unknown): string {
  return (error as Error).name === 'TimeoutError' ? 'timeout' : 'network';
}
