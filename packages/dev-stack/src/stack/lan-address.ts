// Finds the address at which other devices in the house reach this machine; it opens no socket.
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

/** Interfaces that lead to containers and virtual machines, not to the house. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap|wg|tailscale|cni|podman)/;

/** The ranges of RFC 1918 in the order in which houses use them. */
const PRIVATE = [/^192\.168\./, /^10\./, /^172\.(1[6-9]|2\d|3[01])\./];

/** The IPv4 address of this machine in its local network, or undefined where it is in none. */
export function lanAddress(
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces(),
): string | undefined {
  const addresses = Object.entries(interfaces)
    .filter(([name]) => !VIRTUAL.test(name))
    .flatMap(([, infos]) => infos ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  return PRIVATE.map((range) => addresses.find((address) => range.test(address))).find(Boolean);
}
