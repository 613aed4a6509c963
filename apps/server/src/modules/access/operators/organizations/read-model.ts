import type { MemberRole } from '@stepwell/contract';
import type { Statement, SystemTx } from '../../../../platform/database/index.ts';
import type { PageOf } from '../read-model.ts';
import type { OrganizationState } from '../standing.ts';

const STATE = `case when o.deleted_at is not null then 'deleted' when o.suspended_at is not null then 'suspended'
    else 'active' end`;
const ORGANIZATION = `o.id, o.slug, o.name, ${STATE} as state,
  (select count(*)::int from members m where m.org_id = o.id) as members,
  o.created_at as "createdAt", o.deleted_at as "deletedAt"`;

const PAGE: Statement = {
  name: 'operators_organizations',
  text: `select ${ORGANIZATION} from organizations o
         where not o.is_system
           and ($1::text is null or strpos(o.slug, lower($1)) > 0 or strpos(lower(o.name), lower($1)) > 0 or o.id = $2::uuid)
           and ($3::text is null or ${STATE} = $3)
           and ($4::timestamptz is null or (o.created_at, o.id) < ($4, $5::uuid))
         order by o.created_at desc, o.id desc limit $6`,
};
const ONE: Statement = {
  name: 'operators_organization',
  text: `select ${ORGANIZATION}, o.default_locale as "defaultLocale", o.suspended_at as "suspendedAt",
           o.suspended_reason as "suspendedReason", o.deleted_by as "deletedBy",
           (select name from accounts where id = o.deleted_by) as "deletedByName",
           (select count(*)::int from flows f where f.org_id = o.id) as flows,
           (select count(*)::int from participants p where p.org_id = o.id and p.environment = 'live') as "liveParticipants",
           (select count(*)::int from participants p where p.org_id = o.id and p.environment = 'test') as "testParticipants",
           (select count(*)::int from api_keys k where k.org_id = o.id and k.revoked_at is null
              and (k.expires_at is null or k.expires_at > $2)) as "apiKeys",
           coalesce((select case when c.is_enforced then 'enforced' else c.state end
              from single_sign_on_connections c where c.org_id = o.id), 'none') as "singleSignOn"
         from organizations o where o.id = $1 and not o.is_system`,
};
const PEOPLE: Statement = {
  name: 'operators_people',
  text: `select a.id, a.name, a.email, m.role from members m join accounts a on a.id = m.account_id
         where m.org_id = $1
         order by array_position(array['owner', 'admin', 'member', 'viewer'], m.role), lower(a.name), a.id limit 50`,
};

export type OrganizationRow = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly state: OrganizationState;
  readonly members: number;
  readonly createdAt: Date;
  readonly deletedAt: Date | null;
};
export type OrganizationDetailRow = OrganizationRow & {
  readonly defaultLocale: string;
  readonly suspendedAt: Date | null;
  readonly suspendedReason: string | null;
  readonly deletedBy: string | null;
  readonly deletedByName: string | null;
  readonly flows: number;
  readonly liveParticipants: number;
  readonly testParticipants: number;
  readonly apiKeys: number;
  readonly singleSignOn: 'none' | 'draft' | 'active' | 'enforced';
};
export type PersonRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
};

export function pageOfOrganizations(tx: SystemTx, page: PageOf<OrganizationState>): Promise<OrganizationRow[]> {
  const { q, id, state, after, count } = page;
  return tx.run<OrganizationRow>(PAGE, [q, id, state, after?.[0] ?? null, after?.[1] ?? null, count]);
}

export async function readOrganization(
  tx: SystemTx,
  id: string,
  now: Date,
): Promise<OrganizationDetailRow | undefined> {
  return (await tx.run<OrganizationDetailRow>(ONE, [id, now]))[0];
}

/** Owners first, 50 at most. */
export function readPeople(tx: SystemTx, orgId: string): Promise<PersonRow[]> {
  return tx.run<PersonRow>(PEOPLE, [orgId]);
}
