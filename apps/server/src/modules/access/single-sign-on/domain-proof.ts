import { createHmac } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import type { Keyring } from '../../../platform/crypto/index.ts';
import { singleSignOnErrors } from './errors.ts';

export type DnsRecord = { readonly type: 'TXT'; readonly name: string; readonly value: string };

/** How an organization shows that a mail domain is its own: a TXT record that only we can name. */
export type DomainProof = {
  recordOf(row: { readonly id: string; readonly domain: string }): DnsRecord;
  /** Throws `domain_unproved`, `dns_unavailable`. */
  assertPublished(record: DnsRecord): Promise<void>;
};

const TIMEOUT_MS = 3_000;
const TRIES = 2;
/** Answers of a name server that works, about a name that has no such record. */
const NOT_THERE = new Set(['ENOTFOUND', 'ENODATA']);

/** `dnsServers`: `address` or `address:port`; those of the system where empty. */
export function createDomainProof(keyring: Keyring, dnsServers: readonly string[]): DomainProof {
  const key = keyring.derive('mail domains');
  return {
    recordOf: ({ id, domain }) => ({
      type: 'TXT',
      name: `_stepwell-challenge.${domain}`,
      value: `stepwell-domain=${createHmac('sha256', key).update(id).digest('base64url')}`,
    }),
    async assertPublished({ name, value }) {
      const published = await lookUp(name, dnsServers);
      if (!published.includes(value)) throw singleSignOnErrors.domain_unproved();
    },
  };
}

async function lookUp(name: string, dnsServers: readonly string[]): Promise<string[]> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (dnsServers.length > 0) resolver.setServers(dnsServers);
  try {
    return (await resolver.resolveTxt(name)).map((pieces) => pieces.join(''));
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOT_THERE.has(String(error.code))) return [];
    throw singleSignOnErrors.dns_unavailable();
  }
}
