// The settings of the whole process, which come from variables in both modes; it does not know tenants or issuers.
import type { RateQuota, ServerConfig } from './config.ts';
import type { Values, VariableName } from './variables.ts';

/** The variables that have an effect whether there is a configuration file or not. */
export const PROCESS_VARIABLES: readonly VariableName[] = [
  'HOST',
  'PORT',
  'ADMIN_HOST',
  'ADMIN_PORT',
  'TRUST_PROXY',
  'REDIS_URL',
  'LOG_LEVEL',
  'RATE_LIMIT_ADDRESS',
  'RATE_LIMIT_SUBJECT',
  'ASSETS_DIR',
];

const ADDRESS_QUOTA: RateQuota = { requests: 600, seconds: 60 };
const SUBJECT_QUOTA: RateQuota = { requests: 60, seconds: 60 };

/** The part of the configuration that is the process's. */
export type ProcessSettings = Omit<ServerConfig, 'tenants' | 'issuers' | 'files' | 'warnings'>;

/** Fills in the defaults of CONTRACT section 3. */
export function processSettings(values: Values): ProcessSettings {
  return {
    limits: { address: quotaOr(values.RATE_LIMIT_ADDRESS, ADDRESS_QUOTA) },
    trustProxy: values.TRUST_PROXY ?? 0,
    listen: { host: values.HOST ?? '127.0.0.1', port: values.PORT ?? 8787 },
    admin: { host: values.ADMIN_HOST ?? '127.0.0.1', port: values.ADMIN_PORT ?? 9464 },
    redisUrl: values.REDIS_URL ?? null,
    logLevel: values.LOG_LEVEL ?? 'info',
    assetsDir: values.ASSETS_DIR ?? null,
  };
}

/** The limit of each person where a tenant has none of its own. */
export function subjectQuota(values: Values): RateQuota | null {
  return quotaOr(values.RATE_LIMIT_SUBJECT, SUBJECT_QUOTA);
}

/** `off` is no limit, unset is the default. */
export function quotaOr(value: RateQuota | 'off' | undefined, fallback: RateQuota | null): RateQuota | null {
  return value === 'off' ? null : (value ?? fallback);
}
