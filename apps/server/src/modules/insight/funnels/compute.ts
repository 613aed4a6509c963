import { type FunnelSummary, summarizeFunnel } from '@stepwell/engine';
import type { TenantTx } from '../../../platform/database/index.ts';
import type { FunnelActor, FunnelPlan } from './funnel-plan.ts';
import { ReachLog } from './reach-log.ts';
import { readEvents } from './read-model.ts';

/** Asks the log. Holds one page of events and a few bytes for each participant at a time. */
export async function computePlan(tx: TenantTx, plan: FunnelPlan): Promise<FunnelSummary> {
  const reaches = new ReachLog(plan.funnel.stages.length);
  let participantId: string | undefined;
  let actor: FunnelActor | undefined;
  for await (const page of readEvents(tx, plan.selection)) {
    for (const row of page) {
      if (actor === undefined || row.participantId !== participantId) {
        if (actor) reaches.add(actor.reach());
        actor = plan.newActor();
        participantId = row.participantId;
      }
      actor.take(row);
    }
  }
  if (actor) reaches.add(actor.reach());
  return summarizeFunnel(plan.funnel, reaches);
}
