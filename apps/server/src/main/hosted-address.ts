import type { Environment } from '@stepwell/contract';
import type { Organizations } from '../modules/access/organizations/index.ts';
import type { FlowServing } from '../modules/onboarding/flows/index.ts';
import type { Branding, JourneyVersion } from '../modules/onboarding/journeys/index.ts';
import type { Clock } from '../platform/clock/index.ts';
import type { Database } from '../platform/database/index.ts';

/** Makes the address of an organization's hosted page for a flow. */
export function hostedAddress(publicUrl: string, organizations: Pick<Organizations, 'organizationById'>) {
  return async (orgId: string, flowKey: string, environment: Environment): Promise<string> => {
    const organization = await organizations.organizationById(orgId);
    return `${publicUrl}/o/${organization?.slug ?? orgId}/${flowKey}${environment === 'test' ? '?environment=test' : ''}`;
  };
}

/** Reads what a hosted page may show to anybody: the newest version live in either environment. */
export function hostedFlowReader(deps: {
  database: Pick<Database, 'asTenant'>;
  clock: Clock;
  organizations: Pick<Organizations, 'organizationBySlug'>;
  flows: Pick<FlowServing, 'liveVersion'>;
}) {
  return async (slug: string, flowKey: string): Promise<{ organization: Branding; version: JourneyVersion } | null> => {
    const organization = await deps.organizations.organizationBySlug(slug);
    if (!organization) return null;
    const version = await deps.database.asTenant(
      organization.id,
      async (tx) =>
        (await deps.flows.liveVersion(tx, 'live', flowKey)) ?? (await deps.flows.liveVersion(tx, 'test', flowKey)),
    );
    return version ? { organization, version } : null;
  };
}
