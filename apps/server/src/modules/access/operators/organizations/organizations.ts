import type { Json } from '@stepwell/engine';
import type { SystemTx } from '../../../../platform/database/index.ts';
import { commonErrors } from '../../../../platform/errors/index.ts';
import type { LockedOrganization } from '../../organizations/index.ts';
import { operatorErrors } from '../errors.ts';
import { type DeedRow, deedsUpon } from '../read-model.ts';
import type { OperatorDependencies } from '../service.ts';
import type { Operator } from '../standing.ts';
import { type OrganizationDetailRow, type PersonRow, readOrganization, readPeople } from './read-model.ts';

export type OrganizationDetail = OrganizationDetailRow & { readonly people: PersonRow[]; readonly recent: DeedRow[] };

/** Throws `not_found`. */
export async function organizationDetail(
  { clock }: OperatorDependencies,
  tx: SystemTx,
  id: string,
): Promise<OrganizationDetail> {
  const organization = await readOrganization(tx, id, clock.now());
  if (organization === undefined) throw commonErrors.not_found();
  return { ...organization, people: await readPeople(tx, id), recent: await deedsUpon(tx, id) };
}

export async function suspendOrganization(
  deps: OperatorDependencies,
  tx: SystemTx,
  operator: Operator,
  { id, reason }: { id: string; reason: string },
): Promise<OrganizationDetail> {
  const { deletedAt, suspendedAt } = await locked(deps, tx, id);
  if (deletedAt !== null || suspendedAt !== null) throw operatorErrors.organization_state_refused();
  await deps.organizations.suspendOrganization(tx, id, { operatorId: operator.who.accountId, reason });
  return changed(deps, tx, operator, { id, action: 'organization.suspend', after: { reason } });
}

export async function unsuspendOrganization(
  deps: OperatorDependencies,
  tx: SystemTx,
  operator: Operator,
  id: string,
): Promise<OrganizationDetail> {
  if ((await locked(deps, tx, id)).suspendedAt === null) throw operatorErrors.organization_state_refused();
  await deps.organizations.unsuspendOrganization(tx, id);
  return changed(deps, tx, operator, { id, action: 'organization.unsuspend' });
}

export async function restoreOrganization(
  deps: OperatorDependencies,
  tx: SystemTx,
  operator: Operator,
  id: string,
): Promise<OrganizationDetail> {
  const restored = await deps.organizations.restoreOrganization(tx, await locked(deps, tx, id));
  if (!restored) throw operatorErrors.organization_state_refused();
  return changed(deps, tx, operator, { id, action: 'organization.restore' });
}

async function locked({ organizations }: OperatorDependencies, tx: SystemTx, id: string): Promise<LockedOrganization> {
  const organization = await organizations.lockOrganization(tx, id);
  if (organization === undefined) throw commonErrors.not_found();
  return organization;
}

/** Who is let in by it is looked at anew everywhere: its members, its keys and its participants. */
async function changed(
  deps: OperatorDependencies,
  tx: SystemTx,
  { actor }: Operator,
  { id, ...deed }: { id: string; action: string; after?: Json },
): Promise<OrganizationDetail> {
  for (const { forget } of [deps.sessions, deps.apiKeys, deps.participantTokens]) forget(tx);
  const what = { orgId: id, environment: null, resourceKind: 'organization', resourceId: id };
  await deps.audit.append(tx, { ...actor, ...what, ...deed });
  return organizationDetail(deps, tx, id);
}
