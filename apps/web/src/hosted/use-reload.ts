import { useEffect } from 'react';
import type { JourneyStore } from './journey-store.ts';

const EVERY_MS = 10_000;

/** While there is nothing to show for want of a network: tries again as soon as it may be back. */
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
