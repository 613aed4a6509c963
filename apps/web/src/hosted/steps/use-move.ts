import { useState } from 'react';
import { FINISH } from '../address.ts';
import type { JourneyStep } from '../api.ts';
import { nextView } from '../journey-state.ts';
import type { MoveOutcome, MoveRequest } from '../journey-store.ts';
import type { Failure } from '../outcome.ts';
import { useJourneyPage } from '../page-context.ts';

export interface Mover {
  /** The move under way, so that only its own button turns. */
  busy: MoveRequest['move'] | null;
  failure: Failure | null;
  /** Makes a move and goes on to the next step; stays with a failure shown when it was not taken. */
  run: (request: MoveRequest) => Promise<MoveOutcome>;
}

export function useMove(step: JourneyStep): Mover {
  const { store, journey, go, announce, speech } = useJourneyPage();
  const [busy, setBusy] = useState<Mover['busy']>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async (request: MoveRequest) => {
    setBusy(request.move);
    setFailure(null);
    const wasComplete = journey.progress.is_complete;
    const outcome = await store.move(step.key, request);
    setBusy(null);
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return outcome;
    }
    if (request.move === 'reopen' || request.move === 'start') return outcome;
    if (request.move !== 'skip') announce(speech.say('say.step_done', { title: step.title }));
    const isCompleteNow = outcome.journey.progress.is_complete && !wasComplete;
    go(isCompleteNow ? FINISH : nextView(outcome.journey, step.key));
    return outcome;
  };
  return { busy, failure, run };
}
