// The suite from its start to the written table; how each number is taken is its parts' affair.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startLiveKit, type LiveKitServer } from '@voice-room/dev-stack/livekit/start-livekit.ts';
import { parts, readArguments, type BenchArguments, type Part } from './arguments.ts';
import { endpointSection, type Measured } from './endpoint/endpoint-section.ts';
import { measureAlgorithm } from './endpoint/measure-algorithm.ts';
import { algorithms } from './host/host-key.ts';
import { installSection } from './install/install-section.ts';
import { installBareHono, installServer } from './install/install-server.ts';
import { weighInstall } from './install/weigh-install.ts';
import { describeMachine } from './machine/describe-machine.ts';
import { requireTools } from './machine/required-tools.ts';
import { measureMemory } from './memory/measure-memory.ts';
import { memorySection } from './memory/memory-section.ts';
import { profileEndpoint } from './profile/profile-endpoint.ts';
import type { Section } from './report/row.ts';
import { resultsDocument, writeResults } from './report/write-results.ts';
import { startSection } from './start/start-section.ts';

/** What a part of the suite works with. */
interface Place {
  readonly args: BenchArguments;
  readonly livekit: LiveKitServer;
  /** An empty folder that is removed at the end. */
  readonly folder: string;
  readonly tell: (line: string) => void;
}

async function endpoint({ args, livekit, folder, tell }: Place): Promise<Section> {
  const measured: Measured[] = [];
  for (const algorithm of algorithms) {
    tell(`measuring the token route with ${algorithm}`);
    measured.push({ algorithm, samples: await measureAlgorithm(algorithm, livekit, folder, args) });
  }
  const section = endpointSection(measured, args);
  const missed = algorithms.filter((algorithm) => missesGoal(section, algorithm));
  // Beside a goal that is missed stands the profile that says why.
  const profiles: string[] = [];
  for (const algorithm of missed) {
    tell(`profiling the token route with ${algorithm}`);
    profiles.push(await profileEndpoint(algorithm, livekit, folder));
  }
  return { ...section, details: [section.details, ...profiles].join('\n\n') };
}

function missesGoal({ rows }: Section, algorithm: string): boolean {
  const own = rows.filter(({ what }) => what.startsWith(`${algorithm}:`));
  return own.some(({ goals }) => goals.some(({ met }) => !met));
}

async function memory({ args, livekit, folder, tell }: Place): Promise<Section> {
  tell(`sending ${args.requests} requests, half of them forged`);
  return memorySection(await measureMemory(args.requests, livekit, folder));
}

/** The two installs are made once, whichever part asks first. */
function installer({ folder, tell }: Place) {
  let made: Promise<readonly [string, string]> | undefined;
  const make = async () => {
    tell('installing the server as production would');
    const ours = await installServer(folder);
    return [ours, await installBareHono(folder, ours)] as const;
  };
  return () => (made ??= make());
}

async function measure(part: Part, place: Place, installs: ReturnType<typeof installer>): Promise<Section> {
  switch (part) {
    case 'endpoint':
      return endpoint(place);
    case 'memory':
      return memory(place);
    case 'install': {
      const [ours, bare] = await installs();
      return installSection(await weighInstall(ours), await weighInstall(bare));
    }
    case 'start': {
      const [ours, bare] = await installs();
      place.tell('timing starts');
      return startSection(ours, bare);
    }
  }
}

async function revision(): Promise<string> {
  const git = async (...args: string[]) =>
    (await promisify(execFile)('git', args, { cwd: import.meta.dirname })).stdout;
  try {
    const changed = (await git('status', '--porcelain', '--untracked-files=no', '--', '../../server')).trim();
    return `${(await git('rev-parse', '--short', 'HEAD')).trim()}${changed === '' ? '' : ' with changes'}`;
  } catch {
    return 'unknown';
  }
}

/**
 * Runs the suite and writes `results/token-server.md` and `.json`; a run of some parts alone is only printed. Resolves to whether all goals
 * are met. Rejects with a `BenchImpossibleError` where this machine lacks something.
 */
export async function bench(commandLine: readonly string[], livekitBinary: string): Promise<boolean> {
  const args = readArguments(commandLine);
  const tell = (line: string): void => console.log(line);
  await requireTools(tell);
  const folder = await mkdtemp(join(tmpdir(), 'voice-room-bench-'));
  const livekit = await startLiveKit({ binary: livekitBinary });
  const sections: Section[] = [];
  try {
    const place = { args, livekit, folder, tell };
    const installs = installer(place);
    for (const part of args.only) sections.push(await measure(part, place, installs));
  } finally {
    await livekit.stop();
    await rm(folder, { recursive: true, force: true });
  }
  const occasion = { date: new Date().toISOString(), machine: describeMachine(), revision: await revision() };
  const name = 'The token server, beside its peers and its limits';
  console.log(`\n${resultsDocument(name, occasion, sections)}`);
  if (args.only.length === parts.length) await writeResults('token-server', name, occasion, sections);
  else tell('Only a part was run, so nothing was written.');
  return sections.flatMap(({ rows }) => rows).every(({ goals }) => goals.every(({ met }) => met));
}
