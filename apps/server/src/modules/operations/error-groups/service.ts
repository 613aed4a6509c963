import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { AuditActor } from '../../access/callers/index.ts';
import type { Organizations } from '../../access/organizations/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import {
  type DetailRow,
  type GroupPage,
  type HourRow,
  pageOfGroups,
  readGroup,
  readHours,
  type SummaryRow,
} from './read-model.ts';
import { changeState, type GroupState, lockGroup, purgeGroups } from './repository.ts';

export type GroupDetail = DetailRow & { readonly hours: readonly HourRow[] };

/** What recurs, for operators to look at and sort out. */
export type ErrorGroups = {
  list(page: GroupPage): Promise<SummaryRow[]>;
  /** Throws `not_found`. */
  group(id: string): Promise<GroupDetail>;
  /** Throws `not_found`. A state that it has already changes nothing. */
  setState(actor: AuditActor, wish: { id: string; state: GroupState }): Promise<GroupDetail>;
  /** Forgets what is long past. Returns how many groups are gone. */
  purge(): Promise<number>;
};

export type ErrorGroupDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  readonly organizations: Pick<Organizations, 'auditHome'>;
  readonly version: string;
};

const DAY_MS = 86_400_000;
const HOURS_KEPT_MS = 14 * DAY_MS;
const GROUPS_KEPT_MS = 90 * DAY_MS;
const ACTIONS: Readonly<Record<GroupState, string>> = {
  open: 'error_group.reopen',
  resolved: 'error_group.resolve',
  ignored: 'error_group.ignore',
};

export function createErrorGroups(deps: ErrorGroupDependencies): ErrorGroups {
  const { database, clock } = deps;
  const look = <T>(fn: (tx: SystemTx) => Promise<T>) => database.asSystem({ routine: 'operator console' }, fn);
  return {
    list: (page) => look((tx) => pageOfGroups(tx, page, clock.now())),
    group: (id) => look((tx) => detailOf(deps, tx, id)),
    setState: (actor, wish) => database.asSystem('a deed of an operator', (tx) => setState(deps, tx, actor, wish)),
    purge: () =>
      database.asSystem({ routine: 'forgetting old errors' }, (tx) => {
        const nowMs = clock.nowMs();
        return purgeGroups(tx, new Date(nowMs - HOURS_KEPT_MS), new Date(nowMs - GROUPS_KEPT_MS));
      }),
  };
}

async function detailOf({ clock }: ErrorGroupDependencies, tx: SystemTx, id: string): Promise<GroupDetail> {
  const group = await readGroup(tx, id);
  if (group === undefined) throw commonErrors.not_found();
  return { ...group, hours: await readHours(tx, id, clock.now()) };
}

async function setState(
  deps: ErrorGroupDependencies,
  tx: SystemTx,
  actor: AuditActor,
  { id, state }: { id: string; state: GroupState },
): Promise<GroupDetail> {
  const before = await lockGroup(tx, id);
  if (before === undefined) throw commonErrors.not_found();
  if (before !== state) {
    await changeState(tx, { id, state, at: deps.clock.now(), version: deps.version });
    await deps.audit.append(tx, {
      ...actor,
      orgId: await deps.organizations.auditHome(tx),
      environment: null,
      action: ACTIONS[state],
      resourceKind: 'error_group',
      resourceId: id,
      before: { state: before },
      after: { state },
    });
  }
  return detailOf(deps, tx, id);
}
