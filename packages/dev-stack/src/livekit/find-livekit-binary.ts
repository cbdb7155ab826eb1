// Asks each source in turn for a LiveKit binary that runs; it knows no source by itself.
import { BinaryRefusal, type BinarySource, type Tell } from './binary-source.ts';
import { probeBinary } from './probe-binary.ts';

/** A LiveKit server that runs on this machine. */
export interface LiveKitBinary {
  readonly path: string;
  /** What `--version` told. */
  readonly version: string;
  /** The name of the source that had it. */
  readonly source: string;
}

/** None of the sources had a binary; the message lists every refusal and every way out. */
export class NoLiveKitBinary extends Error {
  override readonly name = 'NoLiveKitBinary';
}

/** What `findLiveKitBinary` may be given besides its sources. */
export interface FindOptions {
  /** Hears what is going on, a sentence at a time. */
  readonly tell?: Tell;
  /** Hears of a refusal that should not have been, although another source may still answer. */
  readonly warn?: (message: string) => void;
  /** Whether a path is a LiveKit server, and which version. */
  readonly probe?: (path: string) => Promise<string>;
}

/**
 * Returns the first binary that answers.
 *
 * @throws NoLiveKitBinary
 */
export async function findLiveKitBinary(
  sources: readonly BinarySource[],
  { tell = () => {}, warn = () => {}, probe = probeBinary }: FindOptions = {},
): Promise<LiveKitBinary> {
  const refusals: { source: string; refusal: BinaryRefusal }[] = [];
  for (const source of sources) {
    try {
      const path = await source.find(tell);
      return { path, version: await probe(path), source: source.name };
    } catch (error) {
      if (!(error instanceof BinaryRefusal)) throw error;
      refusals.push({ source: source.name, refusal: error });
      if (!error.expected) warn(`LiveKit server, ${source.name}: ${error.message}`);
    }
  }
  const reasons = refusals.map(({ source, refusal }) => `  - ${source}: ${refusal.message}`);
  const remedies = refusals.flatMap(({ refusal }) =>
    refusal.remedy === undefined ? [] : `  - ${refusal.remedy}`,
  );
  throw new NoLiveKitBinary(
    [
      'No LiveKit server could be had. It carries the calls; nothing works without it. Looked for it in this order:',
      ...reasons,
      'Any one of these helps:',
      ...remedies,
    ].join('\n'),
  );
}
