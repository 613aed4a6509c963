import { stateOf } from '@stepwell/engine';
import { Refusal } from '../../../platform/errors/index.ts';
import type { ChangeOrigin, JourneyDependencies } from './dependencies.ts';
import type { JourneyFinder } from './journey-finder.ts';
import { HAS_RECEIPT, RECORD_RECEIPT } from './repository.ts';
import type { JourneySnapshot, ParticipantAddress } from './snapshot.ts';
import type { StepMover } from './step-mover.ts';

/** What an outside service says of an external step. */
export type StepWebhook = {
  /** The sender's own id of the event; unique per source. */
  readonly id: string;
  readonly source: string;
  readonly flowKey: string | undefined;
  readonly stepKey: string;
  readonly outcome: 'done' | 'rejected';
  readonly reason: string | undefined;
};

export type WebhookOutcome = { readonly state: string; readonly repeated: boolean };

type Delivery = { readonly address: ParticipantAddress; readonly webhook: StepWebhook; readonly origin: ChangeOrigin };

/**
 * Takes a webhook in. The receipt is written after the move: a crash in between makes the sender deliver again, and a
 * step that already is where the event wants it counts as a repeat.
 */
export async function takeWebhook(
  deps: Pick<JourneyDependencies, 'database' | 'clock'>,
  mover: StepMover,
  finder: JourneyFinder,
  delivery: Delivery,
): Promise<WebhookOutcome> {
  const { address, webhook, origin } = delivery;
  const query = { address, claims: {}, flowKey: webhook.flowKey };
  const receipt = [address.orgId, address.environment, webhook.source, webhook.id];
  const seen = await deps.database.hotStatement(address.orgId, HAS_RECEIPT, receipt);
  if (seen.length > 0) return { state: stateIn(await finder.current(query, origin), webhook.stepKey), repeated: true };
  const outcome = await moveOrRepeat(mover, finder, delivery);
  await deps.database.hotStatement(address.orgId, RECORD_RECEIPT, [...receipt, deps.clock.now()]);
  return outcome;
}

async function moveOrRepeat(mover: StepMover, finder: JourneyFinder, delivery: Delivery): Promise<WebhookOutcome> {
  const { address, webhook, origin } = delivery;
  const query = { address, claims: {}, flowKey: webhook.flowKey };
  try {
    const { decision } = await mover.move(
      query,
      {
        stepKey: webhook.stepKey,
        move: webhook.outcome === 'done' ? 'complete' : 'reject',
        actor: 'webhook',
        rowVersion: null,
        reason: webhook.reason ?? (webhook.outcome === 'rejected' ? `refused by ${webhook.source}` : undefined),
        source: webhook.source,
      },
      origin,
    );
    return { state: decision.step.state, repeated: false };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'transition_not_allowed') throw error;
    const state = stateIn(await finder.current(query, origin), webhook.stepKey);
    if (state !== webhook.outcome) throw error;
    return { state, repeated: true };
  }
}

function stateIn(journey: JourneySnapshot, stepKey: string): string {
  return stateOf(journey.version.compiled, journey.state, stepKey) ?? 'todo';
}
