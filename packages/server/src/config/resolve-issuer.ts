// Turns an issuer's settings and its preset into the finished issuer; it does not know where the settings were written.
import type { ClaimPath, ClaimRule, IssuerConfig, RoleMapping, TenantRule } from './config.ts';
import type { Fault } from './fault.ts';
import type { PresetName } from './presets.ts';
import { PRESETS, isIssuerOf } from './presets.ts';
import type { KeySettings } from './resolve-keys.ts';
import { resolveKeys } from './resolve-keys.ts';

/** 31 days: above what providers issue (Auth0's limit is 30 days), below a token that practically never ends. */
export const MAX_LIFETIME_SECONDS = 31 * 86_400;

/** An issuer as it was written, as far as it is sound. */
export interface IssuerSettings extends Omit<KeySettings, 'preset'> {
  readonly preset?: PresetName | undefined;
  readonly audience?:
    | { readonly claims?: IssuerConfig['audience']['claims'] | undefined; readonly values: readonly string[] }
    | undefined;
  readonly claims?: {
    readonly identity?: ClaimPath | undefined;
    readonly name?: readonly ClaimPath[] | undefined;
    readonly avatar?: readonly ClaimPath[] | undefined;
    readonly access?: ClaimPath | undefined;
    readonly roles?: RoleMapping | undefined;
  };
  readonly require?: readonly ClaimRule[] | undefined;
  readonly refuse?: readonly ClaimRule[] | undefined;
  readonly maxLifetime?: number | undefined;
  readonly tenant?: TenantRule | undefined;
}

/**
 * What is set beats the preset; a rule on a claim takes the place of the preset's rule on the same claim, and a rule
 * without values lifts it. Reports what is missing or cannot be to `fault` and returns null then.
 */
export async function resolveIssuer(
  settings: IssuerSettings,
  nameOf: (field: string) => string,
  fault: Fault,
): Promise<IssuerConfig | null> {
  const preset = settings.preset && PRESETS[settings.preset];
  let { issuer } = settings;
  if (preset !== undefined && issuer !== undefined && !isIssuerOf(preset, issuer)) {
    fault(['issuer'], `cannot be an issuer of ${settings.preset ?? ''}. ${preset.cure}`);
    // Nothing is derived from it, so that one mistake is told once.
    issuer = undefined;
  }
  const audience = resolveAudience(settings, issuer, fault);
  const keys = await resolveKeys({ ...settings, issuer, preset }, nameOf, fault);
  const { tenant, claims } = settings;
  if (issuer === undefined || audience === null || keys === null || tenant === undefined) return null;
  return {
    issuer,
    audience,
    tenant,
    keys,
    require: override(preset?.require, settings.require),
    refuse: override(preset?.refuse, settings.refuse),
    claims: {
      identity: claims?.identity ?? preset?.claims.identity ?? ['sub'],
      name: claims?.name ?? preset?.claims.name ?? [['name']],
      avatar: claims?.avatar ?? preset?.claims.avatar ?? [['picture']],
      access: claims?.access ?? preset?.claims.access ?? ['voice'],
      roles: claims?.roles ?? null,
    },
    maxLifetime: settings.maxLifetime ?? MAX_LIFETIME_SECONDS,
  };
}

function resolveAudience(
  settings: IssuerSettings,
  issuer: string | undefined,
  fault: Fault,
): IssuerConfig['audience'] | null {
  const { given, audience } = settings;
  const preset = settings.preset && PRESETS[settings.preset];
  const claims = audience?.claims ?? preset?.audience ?? ['aud'];
  if (audience === undefined) {
    if (given.has('audience')) return null;
    const only = issuer === undefined ? undefined : preset?.audienceOf?.(issuer);
    if (only !== undefined) return { claims, values: [only] };
    if (preset?.audienceOf !== undefined) return null;
    fault(
      ['audience'],
      `is not set. ${preset?.audienceHint ?? 'Set the exact "aud" of the host app\'s JWTs.'}`,
    );
    return null;
  }
  const form = audience.claims === undefined ? preset?.audienceForm : undefined;
  const wrong = form && audience.values.find((value) => !form.form.test(value));
  if (form !== undefined && wrong !== undefined) {
    fault(
      ['audience'],
      `holds ${JSON.stringify(wrong)}, which no token of ${settings.preset ?? ''} has. ${form.cure}`,
    );
    return null;
  }
  return { claims, values: audience.values };
}

function override(ofPreset: readonly ClaimRule[] = [], own: readonly ClaimRule[] = []): readonly ClaimRule[] {
  const key = ({ path }: ClaimRule): string => JSON.stringify(path);
  const replaced = new Set(own.map(key));
  return [...ofPreset.filter((rule) => !replaced.has(key(rule))), ...own].filter(
    ({ values }) => values.length > 0,
  );
}
