import type { JourneyStep, Participant } from './participant-query.ts';
import type { Decision } from './use-review.ts';

const STATE_AFTER: Record<Decision, JourneyStep['state']> = {
  approve: 'done',
  reject: 'rejected',
  reopen: 'in_progress',
  reset: 'todo',
  complete: 'done',
};

/** The participant as the decision will most likely leave them; shown until the server has answered. */
export function withDecision(
  participant: Participant,
  about: { flow: string; step: string; decision: Decision; reason?: string },
): Participant {
  const journeys = participant.journeys.map((journey) => {
    if (journey.flow.key !== about.flow) return journey;
    return { ...journey, steps: journey.steps.map((step) => (step.key === about.step ? decided(step, about) : step)) };
  });
  return { ...participant, journeys };
}

/** What may be decided next is not known yet, so nothing is offered. */
function decided(step: JourneyStep, { decision, reason }: { decision: Decision; reason?: string }): JourneyStep {
  return {
    ...step,
    state: STATE_AFTER[decision],
    reason: decision === 'reject' ? (reason ?? null) : null,
    answers: decision === 'reset' ? null : step.answers,
    allowed_moves: [],
  };
}
