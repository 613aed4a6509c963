import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, SystemTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import { type AuditActor, orgIdOf, type SignedInPrincipal } from '../../access/callers/index.ts';
import type { Organizations } from '../../access/organizations/index.ts';
import type { Sessions } from '../../access/sessions/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { LegalDocument, NewDocument } from './document.ts';
import { termsErrors } from './errors.ts';
import { acceptedBy, countPublished, currentDocuments, type DocumentRef, pendingFor } from './read-model.ts';
import { insertAcceptances, insertDocument } from './repository.ts';

export type TermsStatus = {
  readonly pending: readonly DocumentRef[];
  readonly accepted: readonly (DocumentRef & { readonly acceptedAt: Date })[];
};

/** What other rooms may ask. */
export type Terms = {
  /** Puts a document in force. False where there is one of its kind and version already; that one is not changed. */
  publishDocument(tx: SystemTx, document: NewDocument): Promise<boolean>;
};

/** The use-cases behind the room's own routes. */
export type TermsService = Terms & {
  current(): Promise<LegalDocument[]>;
  status(accountId: string): Promise<TermsStatus>;
  /** Returns how many were new. Throws `document_unknown`. */
  accept(who: SignedInPrincipal, documentIds: readonly string[], actor: AuditActor): Promise<number>;
};

export type TermsDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly audit: AuditWriter;
  readonly organizations: Pick<Organizations, 'auditHome'>;
  readonly sessions: Pick<Sessions, 'forget'>;
};

export function createTerms(deps: TermsDependencies): TermsService {
  const { database, clock } = deps;
  const reading = { routine: 'reading terms' };
  return {
    publishDocument: (tx, document) => publishDocument(deps, tx, document),
    current: () => database.asSystem(reading, (tx) => currentDocuments(tx, clock.now())),
    status: (accountId) =>
      database.asSystem(reading, async (tx) => ({
        pending: await pendingFor(tx, accountId, clock.now()),
        accepted: await acceptedBy(tx, accountId),
      })),
    accept: (who, documentIds, actor) => accept(deps, who, [...new Set(documentIds)], actor),
  };
}

async function publishDocument(
  { clock, ids, audit, organizations, sessions }: TermsDependencies,
  tx: SystemTx,
  document: NewDocument,
): Promise<boolean> {
  const id = ids.next();
  if (!(await insertDocument(tx, { ...document, id, publishedAt: clock.now() }))) return false;
  await audit.append(tx, {
    orgId: await organizations.auditHome(tx),
    environment: null,
    actorKind: 'system',
    actorId: null,
    action: 'legal_document.publish',
    resourceKind: 'legal_document',
    resourceId: id,
    after: { kind: document.kind, version: document.version, is_major: document.isMajor },
  });
  sessions.forget(tx);
  return true;
}

/** Nobody accepts in somebody else's name. */
async function accept(
  { database, clock, audit, organizations, sessions }: TermsDependencies,
  who: SignedInPrincipal,
  documentIds: readonly string[],
  actor: AuditActor,
): Promise<number> {
  if (who.impersonatorId !== null) throw commonErrors.impersonation_refused();
  return database.asSystem({ routine: 'accepting terms' }, async (tx) => {
    const { accountId } = who;
    const at = clock.now();
    if ((await countPublished(tx, at, documentIds)) < documentIds.length) throw termsErrors.document_unknown();
    const { ip, userAgent } = actor;
    const count = await insertAcceptances(tx, { accountId, documentIds, at, ip, userAgent });
    await audit.append(tx, {
      ...actor,
      orgId: orgIdOf(who) ?? (await organizations.auditHome(tx)),
      environment: null,
      action: 'terms.accept',
      resourceKind: 'account',
      resourceId: accountId,
      after: { document_ids: [...documentIds] },
    });
    sessions.forget(tx);
    return count;
  });
}
