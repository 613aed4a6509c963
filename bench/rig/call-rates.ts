import { ROUND_SECONDS } from './rounds.ts';

const IN_FLIGHT = 50;

export type CallRate = { readonly perSecond: number; readonly count: number };

/** Repeats `batch`, which says how many calls it made, until a round is over. */
export async function callsPerSecond(batch: () => Promise<number>): Promise<CallRate> {
  const startedAt = performance.now();
  let count = 0;
  while (performance.now() - startedAt < ROUND_SECONDS * 1_000) count += await batch();
  return { perSecond: (count * 1_000) / (performance.now() - startedAt), count };
}

/** Keeps fifty calls going until a round is over. */
export async function inFlight(call: () => Promise<void>): Promise<CallRate> {
  const startedAt = performance.now();
  let count = 0;
  const lane = async () => {
    while (performance.now() - startedAt < ROUND_SECONDS * 1_000) {
      await call();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return { perSecond: (count * 1_000) / (performance.now() - startedAt), count };
}

/** Calls once for each item, fifty at a time. Returns how long it took. */
export async function onceForEach<Item>(items: Iterable<Item>, call: (item: Item) => Promise<void>): Promise<number> {
  const waiting = items[Symbol.iterator]();
  const lane = async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) await call(next.value);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return performance.now() - startedAt;
}
