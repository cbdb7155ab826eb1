// Judges what the server costs to install; it installs nothing.
import { markdownTable } from '../report/markdown-table.ts';
import { atMost, type Goal, type Row, type Section } from '../report/row.ts';
import type { InstalledTree } from './weigh-install.ts';

/** Megabytes (of 1,000,000 bytes) that a production install may weigh. */
const LIMIT = 25;
/** How many of the largest packages are listed. */
const LISTED = 10;

const none = (found: readonly string[], what: string): Goal => ({
  found: found.length === 0 ? `no ${what}` : `${found.length} ${what}: ${found.slice(0, 3).join(', ')}`,
  wanted: 'none',
  met: found.length === 0,
});

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;

/** The section of the table; the peer is what a bare Hono server's install weighs. */
export function installSection(ours: InstalledTree, bareHono: InstalledTree): Section {
  const size: Row = {
    what: 'production install',
    ours: megabytes(ours.bytes),
    peer: `${megabytes(bareHono.bytes)} hono with @hono/node-server`,
    limit: `${LIMIT} MB`,
    goals: [atMost(ours.bytes / 1e6, LIMIT, 'MB')],
  };
  const clean: Row = {
    what: 'native modules and install scripts',
    ours: `${ours.native.length} and ${ours.scripts.length}`,
    peer: `${bareHono.native.length} and ${bareHono.scripts.length}`,
    limit: '0 and 0',
    goals: [none(ours.native, 'native module'), none(ours.scripts, 'install script')],
  };
  const largest = ours.packages.slice(0, LISTED).map(({ name, bytes }) => [name, megabytes(bytes)]);
  return {
    title: 'Production install',
    rows: [size, clean],
    details: `\`npm pack\`, then \`npm install --omit=dev\` of the tarball in an empty folder. The largest packages:\n\n${markdownTable(['package', 'size'], largest)}`,
    data: { ours, bareHono },
  };
}
