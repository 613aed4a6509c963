import { useCallback, useEffect, useState } from 'react';
import { type Address, readAddress, writeAddress } from './address.ts';
import type { Journey } from './api.ts';
import { arrivalView } from './journey-state.ts';

/**
 * Which step is on the page. It stands in the address's fragment, so that the browser's own Back leads to the step
 * before, and a link can name a step.
 */
export function useView(address: Address, journey: Journey | null): [string | null, (view: string) => void] {
  const [view, setView] = useState<string | null>(null);
  const go = useCallback(
    (next: string) => {
      history.pushState(null, '', writeAddress(address, next));
      setView(next);
    },
    [address],
  );
  useEffect(() => {
    const follow = () => setView(readAddress(new URL(location.href))?.view ?? null);
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);

  // On arrival nothing is chosen yet; later a step may have gone from the journey, or the address may name none. What is
  // shown then is chosen once: the journey may change without taking the person elsewhere.
  const shown = journey && arrivalView(journey, view ?? address.view);
  if (shown !== null && shown !== view) setView(shown);
  useEffect(() => {
    if (shown !== null) history.replaceState(null, '', writeAddress(address, shown));
  }, [address, shown]);
  return [shown, go];
}
