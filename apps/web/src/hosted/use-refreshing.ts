import { useEffect } from 'react';
import type { JourneyStore } from './journey-store.ts';

const EVERY_MS = 10_000;

/**
 * Reads the journey again when the page comes back into sight or online, and every 10 s while somebody waits for
 * something: never while the page is hidden.
 */
export function useRefreshing(store: JourneyStore, isWaiting: boolean): void {
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') void store.refresh();
    };
    document.addEventListener('visibilitychange', refresh);
    addEventListener('online', refresh);
    const timer = isWaiting ? setInterval(refresh, EVERY_MS) : undefined;
    return () => {
      document.removeEventListener('visibilitychange', refresh);
      removeEventListener('online', refresh);
      clearInterval(timer);
    };
  }, [store, isWaiting]);
}
