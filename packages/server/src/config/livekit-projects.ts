// Finds the LiveKit projects of a configuration; it does not talk to them.
import type { LiveKitProject, ServerConfig } from './config.ts';

/** Every LiveKit project of the listed tenants and of those that a claim opens, each object once. */
export function livekitProjects({
  tenants,
  issuers,
}: Pick<ServerConfig, 'tenants' | 'issuers'>): readonly LiveKitProject[] {
  const opened = issuers.flatMap(({ tenant }) => (tenant.kind === 'claim' ? [tenant.settings] : []));
  return [...new Set([...tenants, ...opened].map(({ livekit }) => livekit))];
}
