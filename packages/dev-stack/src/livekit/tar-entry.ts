// Takes one file out of a tar archive in memory; it writes nothing and follows no path of the archive.

/** The size of a header and of each block of content, in bytes. */
const BLOCK = 512;

/**
 * The content of the first regular file with this name, in whatever folder of the archive, or undefined.
 * Format: POSIX.1-2008 "pax Interchange Format", ustar header block.
 */
export function tarEntry(archive: Buffer, name: string): Buffer | undefined {
  let offset = 0;
  while (offset + BLOCK <= archive.length) {
    const header = archive.subarray(offset, offset + BLOCK);
    const path = text(header, 0, 100);
    if (path === '') return undefined; // two empty blocks end the archive
    const size = Number.parseInt(text(header, 124, 12), 8);
    if (!Number.isInteger(size) || size < 0) return undefined;
    const type = text(header, 156, 1);
    const start = offset + BLOCK;
    if ((type === '' || type === '0') && path.split('/').at(-1) === name) {
      return start + size <= archive.length ? archive.subarray(start, start + size) : undefined;
    }
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return undefined;
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('latin1', 0, end < 0 ? length : end).trim();
}
