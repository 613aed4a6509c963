import type { Environment, PublishMode } from '@stepwell/contract';
import type { Statement, TenantTx } from '../../../platform/database/index.ts';
import type { MigrationCounts, PublicationState } from './publication.ts';

export type PublicationListRow = {
  id: string;
  flow_key: string;
  environment: Environment;
  from_version: number | null;
  to_version: number;
  mode: PublishMode;
  state: PublicationState;
  counts: MigrationCounts;
  journeys_total: number;
  journeys_migrated: number;
  published_at: Date;
  finished_at: Date | null;
  can_roll_back: boolean;
};

const VIEW = `select p.id, f.key as flow_key, p.environment, earlier.number as from_version, later.number as to_version, p.mode,
    p.state, p.counts, p.journeys_total, p.journeys_migrated, p.published_at, p.finished_at,
    p.state = 'done' and p.from_version_id is not null and not exists (
      select from publications n
      where n.flow_id = p.flow_id and n.environment = p.environment and n.id > p.id and n.state <> 'rolled_back'
    ) as can_roll_back
  from publications p
  join flows f on f.id = p.flow_id
  join flow_versions later on later.id = p.to_version_id
  left join flow_versions earlier on earlier.id = p.from_version_id`;

const LIST: Statement = {
  name: 'publications_list',
  text: `${VIEW} where p.flow_id = $1 and ($2::uuid is null or p.id < $2) order by p.id desc limit $3`,
};
const ONE: Statement = { name: 'publications_view', text: `${VIEW} where p.flow_id = $1 and p.id = $2` };

/** Newest first. */
export async function listPublicationRows(
  tx: TenantTx,
  query: { flowId: string; beforeId: string | null; limit: number },
): Promise<PublicationListRow[]> {
  return tx.run<PublicationListRow>(LIST, [query.flowId, query.beforeId, query.limit]);
}

export async function findPublicationRow(
  tx: TenantTx,
  flowId: string,
  id: string,
): Promise<PublicationListRow | undefined> {
  return (await tx.run<PublicationListRow>(ONE, [flowId, id]))[0];
}
