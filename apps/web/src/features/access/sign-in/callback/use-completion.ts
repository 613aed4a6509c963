import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useState } from 'react';
import { sessionQuery } from '../../sessions/index.ts';
import { arrivalIn, type Completion, completeOnce, type Way } from './completion.ts';

/**
 * Completes what the address bar came back with, and takes it out of there at once: a reload, or a way back through the
 * history, finds nothing left to complete (`over`).
 */
export function useCompletion(way: Way | null) {
  const client = useQueryClient();
  const [arrival, setArrival] = useState(() => ({ query: way ? arrivalIn(way, location) : null }));
  const [completion, setCompletion] = useState<Completion | null>(null);
  useLayoutEffect(() => {
    // The router keeps its own place in the history's state.
    history.replaceState(history.state, '', location.pathname);
  }, []);
  useEffect(() => {
    if (!way || !arrival.query) return;
    let isGone = false;
    void completeOnce(way, arrival.query).then((end) => {
      if (isGone) return;
      // With a second factor asked, nobody is signed in yet, whoever was before.
      if (end.kind !== 'refused') client.setQueryData(sessionQuery.queryKey, 'session' in end ? end.session : null);
      setCompletion(end);
    });
    return () => {
      isGone = true;
    };
  }, [way, arrival, client]);
  const retry = () => {
    setCompletion(null);
    setArrival({ ...arrival });
  };
  return { isOver: arrival.query === null, completion, retry };
}
