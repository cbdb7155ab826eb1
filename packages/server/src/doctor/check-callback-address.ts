// Sees whether the host app's callback can be reached; it asks it nothing, since an unsigned question is none.
import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Finding } from './finding.ts';
import { about, fault, ok } from './finding.ts';
import type { NetworkFailure } from './network-failure.ts';
import { networkFailure } from './network-failure.ts';
import type { Outside } from './outside.ts';
import { sayUrl } from './say-url.ts';
import type { NameSetting } from './setting-names.ts';
import type { TenantSubject } from './subjects.ts';

/** Opens a connection, with TLS where the address has it, and closes it. */
export async function checkCallbackAddress(
  { subject, settings: { channelAccess } }: TenantSubject,
  name: NameSetting,
  { patience }: Outside,
): Promise<readonly Finding[]> {
  if (channelAccess.kind !== 'callback') return [];
  const { url } = channelAccess;
  const failure = await tryConnection(new URL(url), patience);
  const shown = sayUrl(url);
  if (failure !== null) {
    const cure = `${failure.how} ${name('channelAccess.callback', subject)}; until then nobody enters any channel.`;
    return [about(subject, fault(`The callback ${shown} ${failure.what}.`, cure))];
  }
  const message = `The callback ${shown} can be reached. It was not asked: that takes a sample token and --channel.`;
  return [about(subject, ok(message))];
}

function tryConnection({ protocol, hostname, port }: URL, patience: number): Promise<NetworkFailure | null> {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve) => {
    const isTls = protocol === 'https:';
    const end = (failure: NetworkFailure | null): void => {
      resolve(failure);
      socket.destroy();
    };
    const socket = isTls
      ? connectTls({ host, port: Number(port || 443), servername: /^[\d.:]+$/.test(host) ? '' : host }, () =>
          end(null),
        )
      : connectPlain({ host, port: Number(port || 80) }, () => end(null));
    socket.setTimeout(patience, () => end(networkFailure({ name: 'TimeoutError' })));
    socket.on('error', (error) => end(networkFailure(error)));
  });
}
