// Fetches a file over HTTP with limits on every wait; it does not know what the file is.

/** How long each part of a download may take, in milliseconds. */
export interface DownloadLimits {
  /** Until the answer begins: a machine with no way out should not be kept waiting. */
  readonly answer: number;
  /** Between two pieces of the body. */
  readonly piece: number;
}

/** The limits of a real download. */
export const DOWNLOAD_LIMITS: DownloadLimits = { answer: 6000, piece: 20_000 };

/** The file could not be had; the message says why, and `status` is the HTTP status where there was one. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/**
 * Fetches a whole file.
 *
 * @param onBytes hears how many bytes have come, and how many will, where the server tells
 * @throws DownloadError
 */
export async function download(
  url: string,
  limits: DownloadLimits,
  onBytes: (received: number, total: number | undefined) => void = () => {},
): Promise<Buffer> {
  const abort = new AbortController();
  let waitingFor = 'answer';
  let limit = limits.answer;
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      abort.abort(new DownloadError(`${url}: no ${waitingFor} within ${limit / 1000} s`));
    }, limit);
  };
  wait();
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new DownloadError(`${url}: HTTP status ${response.status}`, response.status);
    }
    const length = Number(response.headers.get('content-length'));
    const pieces: Uint8Array[] = [];
    let received = 0;
    waitingFor = 'further data';
    limit = limits.piece;
    wait();
    for await (const piece of response.body) {
      wait();
      pieces.push(piece);
      received += piece.byteLength;
      onBytes(received, length > 0 ? length : undefined);
    }
    return Buffer.concat(pieces);
  } catch (error) {
    throw error instanceof DownloadError ? error : new DownloadError(`${url}: ${causeOf(error)}`);
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch` says only "fetch failed"; the reason is in the cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  const { code } = cause as Error & { code?: string };
  return code ?? cause.message;
}
