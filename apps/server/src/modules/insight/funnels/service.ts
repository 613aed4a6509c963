import type { FieldError } from '@stepwell/contract';
import type { FunnelSummary } from '@stepwell/engine';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, TenantTx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import { computePlan } from './compute.ts';
import { planEventFunnel } from './event-funnel.ts';
import type { EventSelection, TraitFilter } from './event-selection.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import type { EventFunnelBody, FlowCatalogue, FlowFunnelQuery, FunnelReport, FunnelScope } from './funnel-request.ts';
import { planMilestoneFunnel } from './milestone-funnel.ts';
import { readEventNames } from './read-model.ts';
import { planStepFunnel } from './step-funnel.ts';

const DAY_MS = 86_400_000;

export type FunnelsDependencies = {
  readonly database: Pick<Database, 'asTenant'>;
  readonly clock: Clock;
  readonly flows: FlowCatalogue;
};

export type FunnelService = {
  /** The funnel of one flow by milestones or steps. Throws `not_found` where there is no such flow or version. */
  flowFunnel(scope: FunnelScope, query: FlowFunnelQuery): Promise<FunnelReport>;
  /** The funnel of any events. Throws `not_found` where a flow is named that does not exist. */
  eventFunnel(scope: FunnelScope, body: EventFunnelBody): Promise<FunnelReport>;
  eventNames(scope: FunnelScope): Promise<{ name: string; count: number }[]>;
};

export function createFunnelService({ database, clock, flows }: FunnelsDependencies): FunnelService {
  const report = async (filters: object, tx: TenantTx, plan: FunnelPlan): Promise<FunnelReport> => ({
    stages: viewStages(plan, await computePlan(tx, plan)),
    filters: definedOnly(filters),
    computed_at: clock.now().toISOString(),
  });
  return {
    async flowFunnel({ orgId, environment }, query) {
      refuseUnordered(query);
      const { stages, trait, ...filters } = query;
      return database.asTenant(orgId, async (tx) => {
        const flowId = await flowIdOf(flows, tx, query.flow);
        const selection = selectionOf(
          { orgId, environment },
          filters,
          flowId,
          trait === undefined ? [] : [textTrait(trait)],
        );
        if (stages === 'milestones') return report(query, tx, planMilestoneFunnel(selection));
        const version = await flows.versionForReport(tx, { flowId, environment, number: query.version });
        if (!version) throw commonErrors.not_found(undefined, { detail: 'The flow has no such version.' });
        return report(query, tx, planStepFunnel(version.definition, selection));
      });
    },
    async eventFunnel({ orgId, environment }, body) {
      refuseUnordered(body);
      refuseSharedKeys(body.stages);
      const { stages, traits, ...filters } = body;
      return database.asTenant(orgId, async (tx) => {
        const flowId = body.flow === undefined ? null : await flowIdOf(flows, tx, body.flow);
        const traitFilters = Object.entries(traits ?? {}).map(([name, value]) => ({ name, value }));
        const selection = selectionOf({ orgId, environment }, filters, flowId, traitFilters);
        return report({ ...filters, traits }, tx, planEventFunnel(stages, selection));
      });
    },
    eventNames: (scope) => database.asTenant(scope.orgId, (tx) => readEventNames(tx, scope)),
  };
}

type Filters = { from?: string; to?: string; version?: number; market?: string; window_days?: number };

function selectionOf(
  scope: FunnelScope,
  { from, to, version, market, window_days: days }: Filters,
  flowId: string | null,
  traits: readonly TraitFilter[],
): Omit<EventSelection, 'names' | 'withOfferedSteps'> {
  return {
    orgId: scope.orgId,
    environment: scope.environment,
    flowId,
    start: { from: from ? new Date(from) : undefined, to: to ? new Date(to) : undefined, version, market, traits },
    windowMs: days === undefined ? null : days * DAY_MS,
  };
}

async function flowIdOf(flows: FlowCatalogue, tx: TenantTx, key: string): Promise<string> {
  const flow = await flows.flowByKey(tx, key);
  if (!flow) throw commonErrors.not_found(undefined, { detail: `There is no flow ${key}.` });
  return flow.id;
}

function textTrait(trait: string): TraitFilter {
  const colon = trait.indexOf(':');
  return { name: trait.slice(0, colon), text: trait.slice(colon + 1) };
}

function viewStages({ titles, hiddenStages }: FunnelPlan, { stages }: FunnelSummary): FunnelReport['stages'] {
  const first = stages[0]?.entered ?? 0;
  return stages.slice(hiddenStages).map(({ key, entered, saw, conversion, medianMs, p90Ms }, index) => ({
    key,
    title: titles[index + hiddenStages] || key,
    saw,
    entered,
    conversion,
    overall: first === 0 ? null : entered / first,
    median_seconds: medianMs === null ? null : medianMs / 1_000,
    p90_seconds: p90Ms === null ? null : p90Ms / 1_000,
  }));
}

function refuseUnordered({ from, to }: Filters): void {
  if (from === undefined || to === undefined || new Date(from) < new Date(to)) return;
  refuse({ path: 'to', code: 'not_after_from', message: '`to` must be later than `from`' });
}

function refuseSharedKeys(stages: readonly { readonly key: string }[]): void {
  const keys = stages.map(({ key }) => key);
  const index = keys.findIndex((key, at) => keys.indexOf(key) !== at);
  if (index !== -1)
    refuse({ path: `/stages/${index}/key`, code: 'duplicate_key', message: `two stages have the key ${keys[index]}` });
}

function refuse(error: FieldError): never {
  throw commonErrors.validation_failed(undefined, { errors: [error] });
}

function definedOnly(filters: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}
