// Installs packages as production would, in empty folders; it weighs nothing.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const serverPackage = fileURLToPath(new URL('../../../server', import.meta.url));

function npm(args: readonly string[], cwd: string): Promise<{ stdout: string }> {
  const path = process.env['npm_execpath'];
  const [command, first] = path?.endsWith('npm-cli.js') ? [process.execPath, [path]] : ['npm', []];
  return promisify(execFile)(command, [...first, ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
  });
}

async function install(folder: string, what: readonly string[]): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  await npm(['install', '--omit=dev', ...what], folder);
  return folder;
}

/** Packs our server and installs it from its tarball into a folder below `folder`. Resolves to that. */
export async function installServer(folder: string): Promise<string> {
  const { stdout } = await npm(
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    serverPackage,
  );
  const packed = JSON.parse(stdout) as readonly { filename: string }[] | Record<string, { filename: string }>;
  const [tarball] = Object.values(packed);
  if (tarball === undefined) throw new Error('npm pack made no tarball');
  return install(join(folder, 'server'), [join(folder, tarball.filename)]);
}

/** Installs Hono with its adapter for Node, in the versions that `server` has, into a folder below `folder`. Resolves to that. */
export async function installBareHono(folder: string, server: string): Promise<string> {
  const record = await readFile(join(server, 'node_modules/.package-lock.json'), 'utf8');
  const { packages } = JSON.parse(record) as { packages: Record<string, { version: string }> };
  const names = ['hono', '@hono/node-server'];
  const exact = names.map((name) => `${name}@${packages[`node_modules/${name}`]?.version ?? 'latest'}`);
  return install(join(folder, 'bare-hono'), exact);
}
