import type { Tx } from '../../../platform/database/index.ts';
import { domainsOf } from './read-model.ts';

/** What other rooms may ask about the mail domains of an organization. */
export type VerifiedDomains = {
  /** Domains that the organization has proved to be its own, in small letters. */
  verifiedOf(tx: Tx, orgId: string): Promise<readonly string[]>;
};

export function createVerifiedDomains(): VerifiedDomains {
  return {
    async verifiedOf(tx, orgId) {
      const domains = await domainsOf(tx, orgId);
      return domains.filter(({ verifiedAt }) => verifiedAt !== null).map(({ domain }) => domain);
    },
  };
}
