// Tells of origin patterns that let in everybody's pages; it does not know which pages are meant.
import type { AllowedOrigin, TenantConfig, IssuerConfig } from './config.ts';

/** Names under which anybody can have a subdomain: hosting of everyone's pages, and registries. */
const SHARED =
  /^\.((github|gitlab|bitbucket)\.io|(vercel|netlify|web|firebaseapp|surge|glitch|deno|stackblitz|replit|expo)\.(app|com|sh|me|dev|io)|(pages|workers|deno|fly|r2)\.dev|(herokuapp|azurewebsites|onrender|blogspot|appspot|wixsite|myshopify)\.com|cloudfront\.net|azurestaticapps\.net|amazonaws\.com|ngrok(-free)?\.(io|app|dev)|trycloudflare\.com|(co|com|org|net|ac|gov)\.[a-z]{2})$/;

/** A sentence for each pattern of the tenants, listed or opened, below which anybody can have a name. `setting` lists them. */
export function sharedNameWarnings(
  tenants: readonly Pick<TenantConfig, 'origins'>[],
  issuers: readonly Pick<IssuerConfig, 'tenant'>[],
  setting: string,
): readonly string[] {
  const opened = issuers.flatMap(({ tenant }) => (tenant.kind === 'claim' ? [tenant.settings] : []));
  const origins = [...tenants, ...opened].flatMap(({ origins }) => origins);
  return [...new Set(origins.flatMap((entry) => warningOf(entry, setting)))];
}

function warningOf(entry: AllowedOrigin, setting: string): readonly string[] {
  if (entry.kind !== 'subdomains' || !SHARED.test(entry.suffix)) return [];
  const { suffix } = entry;
  const what = `https://*${suffix} lets in everybody's pages: anyone can have a name below ${suffix.slice(1)}.`;
  return [`${what} List your own names in ${setting}, for example https://app${suffix}.`];
}
