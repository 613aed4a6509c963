import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Does `work` under a correlation id: whatever it calls outside passes the id on, however deep that is. */
export function withCorrelation<T>(correlationId: string, work: () => T): T {
  return current.run(correlationId, work);
}

/** The id of the request or event that is worked on; absent in work that nobody asked for. */
export function currentCorrelationId(): string | undefined {
  return current.getStore();
}
