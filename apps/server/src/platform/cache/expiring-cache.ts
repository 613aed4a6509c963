import type { Clock } from '../clock/index.ts';

export type ExpiringCacheOptions<V> = {
  readonly clock: Clock;
  /** The entry longest unused is forgotten when one more would not fit. */
  readonly maxEntries: number;
  readonly ttlMs: number;
  /** When a value ends by itself, in milliseconds since the Unix epoch: it is never kept longer. */
  readonly endsAtMs?: (value: V) => number;
};

type Entry<V> = { readonly value: V; readonly untilMs: number };

/** What this process remembers for a short while of things that are dear to look up. Bounded; the rest is forgotten. */
export class ExpiringCache<V> {
  readonly #options: ExpiringCacheOptions<V>;
  readonly #entries = new Map<string, Entry<V>>();
  readonly #loading = new Map<string, Promise<V | undefined>>();
  #generation = 0;

  constructor(options: ExpiringCacheOptions<V>) {
    this.#options = options;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (entry.untilMs <= this.#options.clock.nowMs()) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  /**
   * What is remembered, or else what `read` finds. Callers that ask at the same time share one reading; `undefined` is
   * not remembered. A reading that was under way when the cache was cleared is not remembered either: it may have seen
   * what was true before.
   */
  async load(key: string, read: () => Promise<V | undefined>): Promise<V | undefined> {
    const known = this.get(key);
    if (known !== undefined) return known;
    const shared = this.#loading.get(key);
    if (shared !== undefined) return shared;
    const loading = this.#read(key, read).finally(() => {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    });
    this.#loading.set(key, loading);
    return loading;
  }

  /** Forgets everything, because something that was remembered is no longer true. */
  clear(): void {
    this.#generation += 1;
    this.#entries.clear();
    this.#loading.clear();
  }

  async #read(key: string, read: () => Promise<V | undefined>): Promise<V | undefined> {
    const generation = this.#generation;
    const value = await read();
    if (value !== undefined && generation === this.#generation) this.#keep(key, value);
    return value;
  }

  #keep(key: string, value: V): void {
    const { clock, ttlMs, endsAtMs, maxEntries } = this.#options;
    const untilMs = Math.min(clock.nowMs() + ttlMs, endsAtMs?.(value) ?? Number.POSITIVE_INFINITY);
    this.#entries.delete(key);
    if (this.#entries.size >= maxEntries) {
      const oldest = this.#entries.keys().next().value;
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    this.#entries.set(key, { value, untilMs });
  }
}
