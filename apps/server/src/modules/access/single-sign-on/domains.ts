import type { SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { MemberPrincipal } from '../../../platform/http/index.ts';
import type { AuditActor } from '../callers/index.ts';
import type { DnsRecord } from './domain-proof.ts';
import { singleSignOnErrors } from './errors.ts';
import { PUBLIC_MAIL_DOMAINS } from './public-domains.ts';
import { type Domain, domainById, domainsOf, lockConnectionOf, ownerOfDomain } from './read-model.ts';
import { deleteDomain, insertDomain, markVerified, takeDomainsTurn } from './repository.ts';
import { record, type SingleSignOnWork } from './work.ts';

/** A mail domain with the record that proves it. */
export type ProvableDomain = Domain & { readonly record: DnsRecord };

const MAX_DOMAINS = 20;

/** The part of an address that says who runs its mailbox. */
export function domainOfAddress(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

export async function listDomains(work: SingleSignOnWork, { orgId }: MemberPrincipal): Promise<ProvableDomain[]> {
  const domains = await work.database.asTenant(orgId, (tx) => domainsOf(tx, orgId));
  return domains.map((domain) => provable(work, domain));
}

/** Adding one that is there already changes nothing. */
export async function addDomain(
  work: SingleSignOnWork,
  { orgId }: MemberPrincipal,
  domain: string,
  actor: AuditActor,
): Promise<ProvableDomain> {
  if (PUBLIC_MAIL_DOMAINS.has(domain)) throw singleSignOnErrors.domain_public();
  const added = await work.database.asSystem({ routine: 'adding a mail domain' }, async (tx) => {
    await takeDomainsTurn(tx, orgId);
    const known = (await domainsOf(tx, orgId)).find((other) => other.domain === domain);
    return known ?? insert(work, tx, { orgId, domain, actor });
  });
  return provable(work, added);
}

async function insert(
  work: SingleSignOnWork,
  tx: SystemTx,
  { orgId, domain, actor }: { orgId: string; domain: string; actor: AuditActor },
): Promise<Domain> {
  if ((await ownerOfDomain(tx, domain)) !== undefined) throw singleSignOnErrors.domain_taken();
  if ((await domainsOf(tx, orgId)).length >= MAX_DOMAINS) throw singleSignOnErrors.too_many_domains();
  const id = work.ids.next();
  await insertDomain(tx, { id, orgId, domain, at: work.clock.now() });
  const deed = { action: 'domain.add', resourceKind: 'domain', resourceId: id, after: { domain } } as const;
  await record(work, tx, orgId, actor, deed);
  return { id, domain, verifiedAt: null };
}

/** The record is looked up outside any transaction. */
export async function verifyDomain(
  work: SingleSignOnWork,
  { orgId }: MemberPrincipal,
  id: string,
  actor: AuditActor,
): Promise<ProvableDomain> {
  const found = await work.database.asTenant(orgId, (tx) => existing(domainById(tx, id)));
  await work.proof.assertPublished(work.proof.recordOf(found));
  const verified = await work.database.asTenant(orgId, async (tx) => {
    const outcome = await markVerified(tx, id, work.clock.now());
    if (outcome === 'taken') throw singleSignOnErrors.domain_taken();
    const domain = await existing(domainById(tx, id));
    const after = { domain: domain.domain };
    await record(work, tx, orgId, actor, { action: 'domain.verify', resourceKind: 'domain', resourceId: id, after });
    return domain;
  });
  return provable(work, verified);
}

/** Throws `domain_needed` for the last verified one of single sign-on that is on. */
export async function removeDomain(
  work: SingleSignOnWork,
  { orgId }: MemberPrincipal,
  id: string,
  actor: AuditActor,
): Promise<void> {
  await work.database.asTenant(orgId, async (tx) => {
    const connection = await lockConnectionOf(tx, orgId);
    const { domain } = await existing(domainById(tx, id));
    const others = (await domainsOf(tx, orgId)).filter((other) => other.id !== id && other.verifiedAt !== null);
    if (connection?.state === 'active' && others.length === 0) throw singleSignOnErrors.domain_needed();
    await deleteDomain(tx, id);
    const before = { domain };
    await record(work, tx, orgId, actor, { action: 'domain.remove', resourceKind: 'domain', resourceId: id, before });
  });
}

function provable({ proof }: SingleSignOnWork, domain: Domain): ProvableDomain {
  return { ...domain, record: proof.recordOf(domain) };
}

async function existing(found: Promise<Domain | undefined>): Promise<Domain> {
  const domain = await found;
  if (domain === undefined) throw commonErrors.not_found();
  return domain;
}
