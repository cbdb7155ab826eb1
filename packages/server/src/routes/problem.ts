// Answers refusals as problem documents; it does not know why something was refused.
import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';
import type { ProblemCode } from './problem-codes.ts';
import { PROBLEMS } from './problem-codes.ts';
import { respond } from './respond.ts';

/** What a refusal adds to its code. */
export interface ProblemOptions {
  /** A sentence for the developer at the other end; never anything internal. */
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the document (RFC 9457 section 3.2). */
  readonly members?: Readonly<Record<string, unknown>>;
  /** A problem type of a registry; `about:blank` unless told. */
  readonly type?: string;
  /** For the log only. */
  readonly reason?: string;
}

/** Thrown by routes to refuse a request. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(code);
    this.code = code;
    this.options = options;
  }
}

/** Writes `problem` as `application/problem+json` (RFC 9457), and its code and reason into the request's outcome. */
export function answerProblem(c: Context<AppEnv>, problem: Problem): Response {
  const { code, options } = problem;
  const { status, title } = PROBLEMS[code];
  const outcome = c.get('outcome');
  outcome.code = code;
  if (options.reason !== undefined) outcome.reason = options.reason;
  const document = {
    type: options.type ?? 'about:blank',
    title,
    status,
    code,
    ...(options.detail === undefined ? {} : { detail: options.detail }),
    ...options.members,
    request_id: c.get('requestId'),
  };
  const fields = { 'Content-Type': 'application/problem+json', ...options.headers };
  return respond(c, status, JSON.stringify(document), fields);
}

/** For `onError` of the app: problems as they are, anything else as 500 without a word about it. */
export function answerError(error: Error, c: Context<AppEnv>): Response {
  if (error instanceof Problem) return answerProblem(c, error);
  // The message may quote what the client sent, so only the kind of error and the place go to the log.
  const [, place = ''] = error.stack?.split('\n    at ') ?? [];
  return answerProblem(c, new Problem('internal-error', { reason: `${error.name} at ${place}` }));
}

/** For `notFound` of the app, which no route has framed. */
export function answerNotFound(frame: Frame): (c: Context<AppEnv>) => Promise<Response> {
  return async (c) => {
    const isFramed = c.get('outcome') !== undefined;
    if (isFramed) return answerProblem(c, new Problem('not-found'));
    await frame(c, async () => void (c.res = answerProblem(c, new Problem('not-found'))));
    return c.res;
  };
}

type Frame = (c: Context<AppEnv>, next: () => Promise<void>) => Promise<Response | void>;
