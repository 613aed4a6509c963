import type { Environment } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { AuditActor } from '../../access/callers/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import { changed, changedNames } from './change.ts';
import { participantErrors } from './errors.ts';
import type {
  ImportedParticipant,
  ParticipantAddress,
  ParticipantChange,
  ParticipantDetails,
  ParticipantRecord,
  SeenParticipant,
} from './participant.ts';
import { type ParticipantFilter, type ParticipantPage, pageOfParticipants } from './read-model.ts';
import { add, ensure, find, findForChange, idsOf, insertBare, removeImported, update } from './repository.ts';

/** What other rooms may ask. */
export type Participants = {
  /** The participant, made where there is none, with what the token says of them taken over. Throws `too_many_traits`. */
  ensureParticipant(tx: TenantTx, seen: SeenParticipant): Promise<ParticipantRecord>;
  findParticipant(tx: TenantTx, environment: Environment, externalId: string): Promise<ParticipantDetails | undefined>;
  /** Creates a participant or changes what is known of them. `changed` names what became different. */
  putParticipant(
    tx: TenantTx,
    address: ParticipantAddress,
    change: ParticipantChange,
  ): Promise<{ participant: ParticipantDetails; created: boolean; changed: readonly string[] }>;
  /** Adds those who are not there yet and returns how many. At most some thousands at once. */
  addParticipants(tx: TenantTx, rows: readonly ImportedParticipant[], importId: string | null): Promise<number>;
  /** Ids by external id, of those that exist. */
  participantIds(
    tx: TenantTx,
    environment: Environment,
    externalIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
  /** Removes whom an import added, except those with journeys, and returns how many. Remove its journeys first. */
  removeImportedParticipants(tx: TenantTx, importId: string | null): Promise<number>;
};

/** The use-cases behind the room's own routes. */
export type ParticipantService = Participants & {
  put(
    orgId: string,
    address: ParticipantAddress,
    change: ParticipantChange,
    actor: AuditActor,
  ): Promise<ParticipantDetails>;
  list(orgId: string, filter: ParticipantFilter): Promise<ParticipantPage>;
};

export type ParticipantDependencies = {
  readonly database: Pick<Database, 'asTenant'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly audit: AuditWriter;
  /** Told after a commit that changed somebody, so that nothing remembered of them is taken for true. */
  readonly participantChanged: (orgId: string, address: ParticipantAddress) => void;
};

const MAX_TRAITS = 50;

export function createParticipants(deps: ParticipantDependencies): ParticipantService {
  const { database, ids } = deps;
  return {
    ensureParticipant: (tx, seen) => ensureParticipant(deps, tx, seen),
    findParticipant: (tx, environment, externalId) => find(tx, { environment, externalId }),
    putParticipant: (tx, address, change) => putParticipant(deps, tx, address, change),
    addParticipants: (tx, rows, importId) => {
      return add(
        tx,
        rows.map((row) => ({ ...row, id: ids.next() })),
        importId,
      );
    },
    participantIds: idsOf,
    removeImportedParticipants: removeImported,
    put: (orgId, address, change, actor) => put(deps, orgId, address, change, actor),
    list: (orgId, filter) => database.asTenant(orgId, (tx) => pageOfParticipants(tx, filter)),
  };
}

async function ensureParticipant({ ids }: ParticipantDependencies, tx: TenantTx, seen: SeenParticipant) {
  const participant = await ensure(tx, ids.next(), seen);
  if (Object.keys(participant.subject.traits).length > MAX_TRAITS) throw participantErrors.too_many_traits();
  return participant;
}

async function putParticipant(
  { ids, clock, participantChanged }: ParticipantDependencies,
  tx: TenantTx,
  address: ParticipantAddress,
  change: ParticipantChange,
) {
  const before = await findForChange(tx, address);
  if (before === undefined) await insertBare(tx, ids.next(), address, clock.now());
  const current = before ?? (await findForChange(tx, address));
  if (current === undefined) throw new Error('a participant that was just inserted is not there');
  const participant = changed(current, change);
  const names = changedNames(current, participant);
  const created = before === undefined;
  if (names.length > 0) await update(tx, participant);
  if (created || names.length > 0) tx.afterCommit(() => participantChanged(tx.orgId, address));
  return { participant, created, changed: names };
}

/** The audit log names the fields that changed and holds none of their values, which are personal. */
async function put(
  deps: ParticipantDependencies,
  orgId: string,
  address: ParticipantAddress,
  change: ParticipantChange,
  actor: AuditActor,
): Promise<ParticipantDetails> {
  return deps.database.asTenant(orgId, async (tx) => {
    const { participant, created, changed: names } = await putParticipant(deps, tx, address, change);
    if (!created && names.length === 0) return participant;
    const action = created ? 'participant.create' : 'participant.change';
    const what = { action, resourceKind: 'participant', resourceId: participant.id, after: { changed: names } };
    await deps.audit.append(tx, { orgId, environment: address.environment, ...actor, ...what });
    return participant;
  });
}
