import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { ConnectorError } from '@kontor/domain/kernel/connector-error';

/** Networks behind our own walls: loopback, link-local (also cloud metadata), private, shared, multicast, reserved. */
const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(network, prefix, 'ipv6');

/** True for an address that only machines inside can reach; IPv4 inside IPv6 is looked through. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return inside.check(mapped, 'ipv4');
  return inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Looks a partner's host up once; whoever connects takes this address, so that the name cannot change its mind. Throws ConnectorError. */
export async function networkTarget(host: string, { allowPrivate }: { allowPrivate: boolean }): Promise<string> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const found = await lookup(bare, { all: true }).catch((cause: unknown) => {
    const code = String((cause as { code?: unknown }).code ?? 'unknown');
    throw new ConnectorError(`${bare}: ${code}`, { retryable: true, arrived: 'no', cause });
  });
  if (!allowPrivate && found.some(({ address }) => isPrivateAddress(address)))
    throw new ConnectorError(`${bare}: a private network target is not allowed for this carrier`, {
      retryable: false,
      arrived: 'no',
    });
  return (found.find(({ family }) => family === 4) ?? found[0]!).address;
}
