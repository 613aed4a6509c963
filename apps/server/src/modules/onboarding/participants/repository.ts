import type { Environment } from '@stepwell/contract';
import type { Json } from '@stepwell/engine';
import type { Statement, TenantTx } from '../../../platform/database/index.ts';
import type {
  ImportedParticipant,
  ParticipantAddress,
  ParticipantDetails,
  ParticipantRecord,
  SeenParticipant,
} from './participant.ts';

const RECORD = 'id, external_id, display_name, market, role, locale, traits';

/**
 * One round trip that most often only reads: it writes when the token says something new, or a minute after the last
 * sight. What a token leaves out stays as it is; traits are merged by name.
 * $1 id if new, $2 organization, $3 environment, $4 external id, $5 name, $6 market, $7 role, $8 locale, $9 traits, $10 now.
 */
const ENSURE: Statement = {
  name: 'participants_ensure',
  text: `with known as (
      select ${RECORD}, last_seen_at from participants
      where org_id = $2::uuid and environment = $3::text and external_id = $4::text
    ), written as (
      insert into participants as p (id, org_id, environment, external_id, display_name, market, role, locale, traits, created_at, last_seen_at)
      select $1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text,
        coalesce($9::jsonb, '{}'), $10::timestamptz, $10::timestamptz
      where not exists (
        select from known k
        where k.last_seen_at > $10::timestamptz - interval '1 minute'
          and ($5::text is null or k.display_name = $5::text)
          and ($6::text is null or k.market = $6::text)
          and ($7::text is null or k.role = $7::text)
          and ($8::text is null or k.locale = $8::text)
          and ($9::jsonb is null or k.traits || $9::jsonb = k.traits)
      )
      on conflict (org_id, environment, external_id) do update set
        display_name = coalesce(excluded.display_name, p.display_name),
        market = coalesce(excluded.market, p.market),
        role = coalesce(excluded.role, p.role),
        locale = coalesce(excluded.locale, p.locale),
        traits = p.traits || excluded.traits,
        last_seen_at = greatest(p.last_seen_at, excluded.last_seen_at)
      returning ${RECORD}
    )
    select ${RECORD} from written
    union all
    select ${RECORD} from known where not exists (select from written)`,
};

const DETAILS = `${RECORD}, created_at, last_seen_at`;
const FIND: Statement = {
  name: 'participants_find',
  text: `select ${DETAILS} from participants where org_id = $1 and environment = $2 and external_id = $3`,
};
const FIND_FOR_CHANGE: Statement = { name: 'participants_find_for_change', text: `${FIND.text} for update` };
const INSERT: Statement = {
  name: 'participants_insert',
  text: `insert into participants (id, org_id, environment, external_id, created_at) values ($1, $2, $3, $4, $5)
    on conflict (org_id, environment, external_id) do nothing`,
};
const UPDATE: Statement = {
  name: 'participants_update',
  text: `update participants set display_name = $2, market = $3, role = $4, locale = $5, traits = $6 where id = $1`,
};
const ADD: Statement = {
  name: 'participants_add',
  text: `with added as (
      insert into participants (org_id, import_id, id, environment, external_id, display_name, market, role, locale, traits,
        created_at, last_seen_at)
      select $1::uuid, $2::uuid, r.* from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::jsonb[], $11::timestamptz[], $12::timestamptz[]) as r
      on conflict (org_id, environment, external_id) do nothing returning id
    )
    select count(*)::int as count from added`,
};
const IDS: Statement = {
  name: 'participants_ids',
  text: `select id, external_id from participants where org_id = $1 and environment = $2 and external_id = any($3::text[])`,
};
/** Somebody who meanwhile started a journey of their own is no longer only the import's to take away. */
const REMOVE: Statement = {
  name: 'participants_remove',
  text: `with removed as (
      delete from participants p where p.org_id = $1 and p.import_id = $2
        and not exists (select from journeys j where j.participant_id = p.id)
      returning id
    )
    select count(*)::int as count from removed`,
};

type RecordRow = {
  readonly id: string;
  readonly external_id: string;
  readonly display_name: string | null;
  readonly market: string | null;
  readonly role: string | null;
  readonly locale: string | null;
  readonly traits: Readonly<Record<string, Json>>;
};
type DetailsRow = RecordRow & { readonly created_at: Date; readonly last_seen_at: Date | null };
type Count = { readonly count: number };

export async function ensure(tx: TenantTx, newId: string, seen: SeenParticipant): Promise<ParticipantRecord> {
  const { environment, externalId, claims, now } = seen;
  const said = [claims.name, claims.market, claims.role, claims.locale, claims.traits];
  const [row] = await tx.run<RecordRow>(ENSURE, [newId, tx.orgId, environment, externalId, ...said, now]);
  if (row === undefined) throw new Error('a participant that was just ensured is not there');
  return recordOf(row);
}

export async function find(tx: TenantTx, address: ParticipantAddress): Promise<ParticipantDetails | undefined> {
  const [row] = await tx.run<DetailsRow>(FIND, [tx.orgId, address.environment, address.externalId]);
  return row && detailsOf(row);
}

/** Keeps others from changing the participant until the transaction ends. */
export async function findForChange(
  tx: TenantTx,
  address: ParticipantAddress,
): Promise<ParticipantDetails | undefined> {
  const [row] = await tx.run<DetailsRow>(FIND_FOR_CHANGE, [tx.orgId, address.environment, address.externalId]);
  return row && detailsOf(row);
}

/** Changes nothing when the participant exists. */
export async function insertBare(tx: TenantTx, id: string, address: ParticipantAddress, now: Date): Promise<void> {
  await tx.run(INSERT, [id, tx.orgId, address.environment, address.externalId, now]);
}

export async function update(tx: TenantTx, { id, displayName, subject, locale }: ParticipantRecord): Promise<void> {
  await tx.run(UPDATE, [id, displayName, subject.market, subject.role, locale, subject.traits]);
}

export async function add(
  tx: TenantTx,
  rows: readonly (ImportedParticipant & { readonly id: string })[],
  importId: string | null,
): Promise<number> {
  const column = <V>(read: (row: ImportedParticipant & { readonly id: string }) => V) => rows.map(read);
  const columns = [
    column((row) => row.id),
    column((row) => row.environment),
    column((row) => row.externalId),
    column((row) => row.displayName),
    column((row) => row.market),
    column((row) => row.role),
    column((row) => row.locale),
    column((row) => JSON.stringify(row.traits)),
    column((row) => row.createdAt),
    column((row) => row.lastSeenAt),
  ];
  return (await tx.run<Count>(ADD, [tx.orgId, importId, ...columns]))[0]?.count ?? 0;
}

export async function idsOf(
  tx: TenantTx,
  environment: Environment,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.run<Pick<RecordRow, 'id' | 'external_id'>>(IDS, [tx.orgId, environment, externalIds]);
  return new Map(rows.map((row) => [row.external_id, row.id]));
}

export async function removeImported(tx: TenantTx, importId: string | null): Promise<number> {
  return (await tx.run<Count>(REMOVE, [tx.orgId, importId]))[0]?.count ?? 0;
}

function recordOf({ id, external_id, display_name, market, role, locale, traits }: RecordRow): ParticipantRecord {
  return { id, externalId: external_id, displayName: display_name, subject: { market, role, traits }, locale };
}

function detailsOf(row: DetailsRow): ParticipantDetails {
  return { ...recordOf(row), createdAt: row.created_at, lastSeenAt: row.last_seen_at };
}
