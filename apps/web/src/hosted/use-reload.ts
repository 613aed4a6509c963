import { useEffect } from 'react';
import type { JourneyStore } from './journey-store.ts';

const EVERY_MS = 10_000;

/** While there is nothing to show for want of a network, or for now: tries again as soon as there may be. */
export function useReload(store: JourneyStore, isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return;
    const load = () => void store.load();
    addEventListener('online', load);
    const timer = setInterval(load, EVERY_MS);
    return () => {
      removeEventListener('online', load);
      clearInterval(timer);
    };
  }, [store, isWanted]);
}
