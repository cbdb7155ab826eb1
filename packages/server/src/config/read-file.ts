// Turns a configuration file into the configuration of many tenants; it does not know process.env or the file system.
import type { IssuerConfig, ServerConfig, TenantConfig, TenantRule } from './config.ts';
import type { ConfigFault } from './config-error.ts';
import { ConfigError } from './config-error.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { Fault } from './fault.ts';
import { below, sayPath } from './fault.ts';
import { fileSchema } from './file-schema.ts';
import { issuerShape } from './issuer-schema.ts';
import type { JsonPath } from './json-document.ts';
import { parseJsonDocument } from './json-document.ts';
import type { ListedTenant, PlacedRule } from './meetings.ts';
import { refuseMeetings, refuseSharedIdentities, refuseUnknownTenants } from './meetings.ts';
import { PROCESS_VARIABLES, processSettings, subjectQuota } from './process-settings.ts';
import { readFileIssuer } from './read-file-issuer.ts';
import { readVariables } from './read-variables.ts';
import type { PartialTenant, SecretReader } from './resolve-tenant.ts';
import { completeTenant, readTenant } from './resolve-tenant.ts';
import type { SoundFields } from './schema-faults.ts';
import { reportIssues, soundFields } from './schema-faults.ts';
import type { SecretUse } from './secret-uses.ts';
import { refuseSharedSecrets } from './secret-uses.ts';
import { sharedNameWarnings } from './shared-names.ts';
import type { ReadFile, Sources } from './sources.ts';
import { SourceFault, createSources } from './sources.ts';
import { listedTenantShape, tenantShape } from './tenant-schema.ts';
import type { Environment, VariableName } from './variables.ts';
import { FILE_VARIABLES, variables } from './variables.ts';

/**
 * Validates the file at `path`, and of the environment what belongs to the process, and returns both deeply frozen.
 * Throws `ConfigError` with every fault at once; those of the file have its name and the line.
 */
export async function readConfigFile(
  environment: Environment,
  path: string,
  readFile?: ReadFile,
): Promise<ServerConfig> {
  const faults: ConfigFault[] = [];
  const process = createSources(environment, readFile);
  const { values } = await readVariables(environment, process, PROCESS_VARIABLES, ([name = ''], problem) => {
    faults.push({ setting: String(name), problem });
  });
  const text = await readText(path, process, faults);
  const document = parseJsonDocument(text ?? '{}');
  const say = (at: JsonPath, problem: string, line = document.lineOf(at)): void =>
    void faults.push({ setting: sayPath(at), problem, file: path, line });
  for (const fault of document.faults) say(fault.path, fault.problem, fault.line);
  if (text === undefined || document.value === undefined) throw new ConfigError(faults);

  const sources = createSources(environment, readFile, path);
  const file = await readDocument(document.value, sources, subjectQuota(values), say);
  if (faults.length > 0) throw new ConfigError(faults.toSorted(byLine));
  return deepFreeze({
    ...processSettings(values),
    tenants: file.tenants,
    issuers: file.issuers,
    files: [...new Set([path, ...process.files, ...sources.files])],
    warnings: [
      ...file.unreached.map(sayUnreached),
      ...withoutEffect(environment, sources),
      ...sharedNameWarnings(file.tenants, file.issuers, '"origins"'),
    ],
  } satisfies ServerConfig);
}

async function readText(path: string, sources: Sources, faults: ConfigFault[]): Promise<string | undefined> {
  try {
    return await sources.file(path);
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    faults.push({ setting: 'VOICE_ROOM_CONFIG', problem: error.message });
    return undefined;
  }
}

async function readDocument(
  value: unknown,
  sources: Sources,
  subject: Parameters<typeof completeTenant>[2],
  fault: Fault,
) {
  reportIssues(fileSchema.safeParse(value).error?.issues ?? [], fault);
  const uses: SecretUse[] = [];
  const readerAt = (...at: JsonPath): SecretReader => ({
    sources,
    fault: below(fault, ...at),
    used: (use) => void uses.push({ ...use, at: [...at, ...use.at] }),
  });
  const rawDefaults = member(value, 'defaults');
  const defaults = await readTenant(soundFields(tenantShape, rawDefaults), rawDefaults, readerAt('defaults'));
  const complete = (own: PartialTenant, ...at: JsonPath) =>
    completeTenant(own, defaults, subject, below(fault, ...at));

  const listed: ListedTenant[] = [];
  const tenants: TenantConfig[] = [];
  for (const [index, raw] of objects(value, 'tenants')) {
    const at = ['tenants', index] as const;
    const { id, ...fields } = soundFields(listedTenantShape, raw);
    const settings = complete(await readTenant(fields, raw, readerAt(...at)), ...at);
    if (id !== undefined) listed.push({ id, at });
    if (id !== undefined && settings !== null) tenants.push({ id, roomNaming: 'tenant', ...settings });
  }

  const rules: PlacedRule[] = [];
  const issuers: IssuerConfig[] = [];
  const names: Named[] = [];
  for (const [index, raw] of objects(value, 'issuers')) {
    const at = ['issuers', index] as const;
    const fields = soundFields(issuerShape, raw);
    const rule = await readRule(fields, raw, readerAt(...at, 'tenant', 'settings'), (own) =>
      complete(own, ...at, 'tenant', 'settings'),
    );
    // Where the answer itself is wrong and told, the question is not asked.
    const sharesPeople = fields.sharesPeople ?? Object.hasOwn(raw, 'sharesPeople');
    if (rule !== undefined) rules.push({ rule: rule.form, at: [...at, 'tenant'], sharesPeople });
    if (fields.issuer !== undefined) names.push({ name: fields.issuer, at });
    const issuer = await readFileIssuer(fields, raw, rule?.whole, readerAt(...at));
    if (issuer !== null) issuers.push(issuer);
  }
  refuseSharedIssuers(names, fault);
  refuseLiveKitIssuers(names, tenants, issuers, fault);
  refuseMeetings(listed, rules, fault);
  refuseSharedIdentities(rules, fault);
  const unreached = refuseUnknownTenants(listed, rules, fault);
  refuseSharedSecrets(uses, sayPath, fault);
  return { tenants, issuers, unreached };
}

/** `form` is the rule without what its tenants are given; `whole` is missing where that is wrong. */
async function readRule(
  { tenant }: SoundFields<typeof issuerShape>,
  raw: unknown,
  reader: SecretReader,
  complete: (own: PartialTenant) => ReturnType<typeof completeTenant>,
): Promise<{ form: PlacedRule['rule']; whole: TenantRule | undefined } | undefined> {
  if (tenant === undefined) return undefined;
  if (typeof tenant === 'string') {
    const rule = { kind: 'named', id: tenant } as const;
    return { form: rule, whole: rule };
  }
  const known = Object.entries(tenant.known).map(([value, id]) => ({ value, tenant: id }));
  const form = { kind: 'claim', path: tenant.claim, prefix: tenant.prefix, known } as const;
  const rawSettings = member(member(raw, 'tenant'), 'settings');
  const settings = complete(await readTenant(soundFields(tenantShape, rawSettings), rawSettings, reader));
  return { form, whole: settings === null ? undefined : { ...form, settings } };
}

/** The `iss` of an issuer, and where the issuer is. */
interface Named {
  readonly name: string;
  readonly at: JsonPath;
}

function refuseSharedIssuers(names: readonly Named[], fault: Fault): void {
  for (const one of names) {
    const first = names.find(({ name }) => name === one.name);
    if (first === undefined || first === one) continue;
    const problem = `is also that of ${sayPath(first.at)}. List each issuer once: its "iss" chooses.`;
    fault([...one.at, 'issuer'], problem);
  }
}

function refuseLiveKitIssuers(
  names: readonly Named[],
  tenants: readonly TenantConfig[],
  issuers: readonly IssuerConfig[],
  fault: Fault,
): void {
  const opened = issuers.flatMap(({ tenant }) => (tenant.kind === 'claim' ? [tenant.settings] : []));
  const keys = new Set([...tenants, ...opened].map(({ livekit }) => livekit.apiKey));
  const problem =
    'is a LiveKit API key, so LiveKit tokens could pass as host tokens. Set the iss of the host app.';
  for (const { name, at } of names) if (keys.has(name)) fault([...at, 'issuer'], problem);
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** The entries of a list with their index; those that are no objects were told of already. */
function objects(value: unknown, name: string): readonly (readonly [number, Record<string, unknown>])[] {
  const found = member(value, name);
  if (!Array.isArray(found)) return [];
  return found.flatMap((entry: unknown, index) =>
    typeof entry === 'object' && entry !== null ? [[index, entry as Record<string, unknown>] as const] : [],
  );
}

function sayUnreached(id: string): string {
  return `The tenant ${id} has no effect: no issuer leads to it.`;
}

/** The variables of the single tenant, unless the file itself names them as a source. */
function withoutEffect(environment: Environment, sources: Sources): readonly string[] {
  const single = (Object.keys(variables) as VariableName[]).filter(
    (name) => !PROCESS_VARIABLES.includes(name),
  );
  const names = single.flatMap((name) =>
    FILE_VARIABLES.some((one) => one === name) ? [name, `${name}_FILE`] : [name],
  );
  return names
    .filter((name) => environment[name] && !sources.variables.has(name))
    .map((name) => `${name} has no effect: VOICE_ROOM_CONFIG is set.`);
}

function byLine(one: ConfigFault, other: ConfigFault): number {
  return (one.line ?? 0) - (other.line ?? 0);
}
