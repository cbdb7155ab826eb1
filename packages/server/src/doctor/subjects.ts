// Lists what of a configuration is checked one by one; it does not know the checks.
import type { AllowedOrigin, LiveKitProject, ServerConfig, TenantSettings } from '../config/config.ts';

/** What one or more tenants are given. */
export interface TenantSubject {
  /** For sentences; null where the configuration has one tenant without a name. */
  readonly subject: string | null;
  readonly settings: TenantSettings;
}

/** A LiveKit project and the pages whose people meet there. */
export interface ProjectSubject {
  readonly subject: string | null;
  readonly project: LiveKitProject;
  readonly origins: readonly AllowedOrigin[];
}

/** Every listed tenant, and for each rule that opens tenants what those are given. */
export function tenantSubjects({ tenants, issuers }: ServerConfig): readonly TenantSubject[] {
  return [
    ...tenants.map((tenant) => ({
      subject: tenant.roomNaming === 'plain' ? null : `tenant ${tenant.id}`,
      settings: tenant,
    })),
    ...issuers.flatMap(({ issuer, tenant }) =>
      tenant.kind === 'claim'
        ? [{ subject: `the tenants that ${issuer} opens`, settings: tenant.settings }]
        : [],
    ),
  ];
}

/** Each project once, whoever shares it. */
export function projectSubjects(config: ServerConfig): readonly ProjectSubject[] {
  const groups = Map.groupBy(tenantSubjects(config), ({ settings }) => JSON.stringify(settings.livekit));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const more = group.length > 1 ? ` and ${group.length - 1} more` : '';
    const subject = first.subject === null ? null : `${first.subject}${more}`;
    const origins = group.flatMap(({ settings }) => settings.origins);
    return [{ subject, project: first.settings.livekit, origins }];
  });
}

/** The issuer for sentences; null where there is only one. */
export function issuerSubject({ issuers }: ServerConfig, issuer: string): string | null {
  return issuers.length > 1 ? `issuer ${issuer}` : null;
}
