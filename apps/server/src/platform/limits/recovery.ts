import type { CircuitBreaker } from '../circuit-breaker/index.ts';

const TRY_EVERY_MS = 500;

export type Recovery = {
  /** Something failed: from now on the service is tried until it answers, if the breaker is open. */
  watch(): void;
  stop(): void;
};

/**
 * Closes an open breaker as soon as the service answers, instead of leaving that to a request after minutes. Nobody waits
 * for the tries, and they cost a service that is down one small command in half a second.
 */
export function closeWhenAnswering(
  breaker: Pick<CircuitBreaker, 'report' | 'close'>,
  probe: () => Promise<void>,
  everyMs = TRY_EVERY_MS,
): Recovery {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  const look = () =>
    void probe().then(
      () => {
        breaker.close();
        stop();
      },
      () => undefined,
    );
  return {
    watch() {
      if (timer !== undefined || breaker.report().state === 'closed') return;
      timer = setInterval(look, everyMs);
      timer.unref();
    },
    stop,
  };
}
