import type { LookupAddress, LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { outboundErrors } from './errors.ts';

/** What may be called from here. */
export type AddressRule = {
  /** Throws `outside_address_refused` for what is not https, names credentials, or is a private address written out. */
  assertUrl(url: URL): void;
  /** Whether the operator allows the host though it is private. */
  isAllowed(host: string, port: string): boolean;
  /** Resolves a name for a connection, to public addresses alone: what it leads to can't change after it was judged. */
  readonly lookup: LookupFunction;
};

/** Asks for every address of a name. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Keeps calls that tenants ask for away from this network (SSRF): https alone, and only addresses that anybody on the
 * internet could call. Names are judged when the connection is made.
 *
 * @param allowedHosts `host` or `host:port` that may be private and may speak plain http, such as an identity provider inside.
 */
export function createAddressRule(allowedHosts: readonly string[], resolve: Resolve): AddressRule {
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  const isAllowed = (host: string, port: string) => allowed.has(host) || allowed.has(`${host}:${port}`);
  return {
    isAllowed,
    lookup: publicLookup(resolve),
    assertUrl(url) {
      if (url.username !== '' || url.password !== '') throw refusal('An address may not hold credentials.');
      const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
      if (isAllowed(host, portOf(url))) return;
      if (url.protocol !== 'https:') throw refusal('Only https addresses are called.');
      if (isIP(host) !== 0 && !isPublic(host)) throw refusal('The address is not a public one.');
    },
  };
}

function publicLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const reachable = addresses.filter(({ address }) => isPublic(address));
      const [first] = reachable;
      if (first === undefined) return done(refusal('The name leads to no public address.'), '', 0);
      return options.all ? done(null, reachable) : done(null, first.address, first.family);
    });
  };
}

/** Whether it is an address of the public internet; mapped IPv4 counts as the IPv4 that it is. */
function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

function portOf({ port, protocol }: URL): string {
  return port === '' ? (protocol === 'https:' ? '443' : '80') : port;
}

function refusal(detail: string): Error {
  return outboundErrors.outside_address_refused(undefined, { detail });
}
