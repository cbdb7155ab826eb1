// Installs packages of Debian where this process may; it does not know what they are for.
import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';

/** Whether this is a Debian (or one of its children) and this process is root. */
export async function canInstallDebianPackages(): Promise<boolean> {
  const hasApt = await access('/usr/bin/apt-get').then(
    () => true,
    () => false,
  );
  return hasApt && process.getuid?.() === 0;
}

function apt(args: readonly string[]): Promise<number> {
  const child = spawn('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 128));
  });
}

/** Tries to install `packages`, with progress for a person; whether it worked is for the caller to see. */
export async function installDebianPackages(
  packages: readonly string[],
  onProgress: (line: string) => void,
): Promise<void> {
  const started = performance.now();
  const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`;
  onProgress(`installing ${packages.join(', ')} (apt-get, once)`);
  const ticking = setInterval(() => onProgress(`still installing, ${seconds()}`), 10_000);
  const args = ['install', '-y', '--no-install-recommends', ...packages];
  try {
    const status = await apt(args);
    if (status !== 0 && (await apt(['update'])) === 0) await apt(args);
  } finally {
    clearInterval(ticking);
  }
  onProgress(`installed in ${seconds()}`);
}
