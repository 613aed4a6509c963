import { useEffect, useState } from 'react';
import { nowMs } from './clock.ts';

/** The current time, read again every `everyMs` while the page is visible. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const tick = () => {
      if (document.visibilityState === 'visible') setNow(nowMs());
    };
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs]);
  return now;
}
