import { checkDefinition } from '@stepwell/engine';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { commonErrors, type Refusal } from '../../../platform/errors/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import { auditedAs, type Caller } from './caller.ts';
import { flowErrors } from './errors.ts';
import { type DraftRow, findDraft, findFlow, type StoredDefinition, updateDraft } from './repository.ts';

export type DraftChange = { readonly definition: StoredDefinition; readonly rowVersion: number };

export type FlowDrafts = {
  /** The draft and everything that keeps it from being published. */
  draft(caller: Caller, flowKey: string): Promise<DraftView>;
  /** Throws `row_version_stale` when somebody else saved since. Problems are reported, not refused. */
  saveDraft(caller: Caller, flowKey: string, change: DraftChange): Promise<DraftView>;
};

export type DraftView = ReturnType<typeof draftView>;

export function createFlowDrafts(deps: {
  database: Pick<Database, 'asTenant'>;
  clock: Clock;
  audit: AuditWriter;
}): FlowDrafts {
  const { database, clock, audit } = deps;
  return {
    draft: (caller, flowKey) =>
      database.asTenant(caller.orgId, async (tx) => {
        const flow = await findFlow(tx, flowKey);
        const draft = flow && (await findDraft(tx, flow.id));
        if (!draft) throw commonErrors.not_found();
        return draftView(draft);
      }),
    saveDraft: (caller, flowKey, { definition, rowVersion }) =>
      database.asTenant(caller.orgId, async (tx) => {
        const flow = await findFlow(tx, flowKey);
        if (!flow) throw commonErrors.not_found();
        const change = { flowId: flow.id, rowVersion, definition, by: caller.actorId, at: clock.now() };
        const saved = await updateDraft(tx, change);
        if (!saved) {
          const current = await findDraft(tx, flow.id);
          throw current ? staleDraft(current) : commonErrors.not_found();
        }
        await audit.append(tx, {
          ...auditedAs(caller, null),
          action: 'flow.draft_saved',
          resourceKind: 'flow',
          resourceId: flow.id,
          before: { row_version: rowVersion },
          after: { row_version: saved.row_version },
        });
        return draftView(saved);
      }),
  };
}

export function staleDraft({ row_version, updated_at }: DraftRow): Refusal {
  return flowErrors.row_version_stale({ row_version, updated_at: updated_at.toISOString() });
}

/** What keeps a definition from being published, as it is sent. */
export function problemsOf(definition: StoredDefinition) {
  return checkDefinition(definition).map(({ details, ...problem }) => ({
    ...problem,
    ...(details ? { details: { ...details } } : {}),
  }));
}

function draftView({ definition, row_version, based_on, updated_at }: DraftRow) {
  return { definition, row_version, based_on, problems: problemsOf(definition), updated_at: updated_at.toISOString() };
}
