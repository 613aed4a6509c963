import type { JourneyState, Subject } from '@stepwell/engine';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useEditor } from '../editor-context.ts';
import { lookAt, startWalk, type WalkMove, walkOn, walkTo } from './walk.ts';

const ANYBODY: Subject = { market: null, role: null, traits: {} };

/** A walk through the draft as somebody in particular would make it. Nothing of it is kept. */
export function useWalk() {
  const { flow: newest } = useEditor();
  const flow = useDeferredValue(newest);
  const [journey, setJourney] = useState<JourneyState>(() => startWalk(newest, ANYBODY));
  const walk = useMemo(() => lookAt(flow, journey), [flow, journey]);
  const become = useCallback((subject: Subject) => setJourney((known) => ({ ...known, subject })), []);
  const comeTo = useCallback((stepKey: string) => setJourney((known) => walkTo(newest, known, stepKey)), [newest]);
  return {
    walk,
    comeTo,
    subject: journey.subject,
    become,
    move: (move: WalkMove) => {
      const next = walkOn(flow, journey, move);
      setJourney(next);
      return lookAt(flow, next);
    },
    restart: () => setJourney(startWalk(flow, journey.subject)),
  };
}
