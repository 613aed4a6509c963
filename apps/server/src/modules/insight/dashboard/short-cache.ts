import type { Clock } from '../../../platform/clock/index.ts';

type Entry<Value> = { readonly value: Promise<Value>; readonly staleAtMs: number };

/** Answers kept for a moment. Callers who ask for the same while it is worked out share one answer; failures are not kept. */
export class ShortCache<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #options: { clock: Clock; freshMs: number; maxEntries: number };

  constructor(options: { clock: Clock; freshMs: number; maxEntries: number }) {
    this.#options = options;
  }

  get(key: string, make: () => Promise<Value>): Promise<Value> {
    const nowMs = this.#options.clock.nowMs();
    const found = this.#entries.get(key);
    if (found && nowMs < found.staleAtMs) return found.value;
    const entry = { value: make(), staleAtMs: nowMs + this.#options.freshMs };
    this.#put(key, entry);
    entry.value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    return entry.value;
  }

  /** The oldest entry makes room: a map keeps the order of insertion. */
  #put(key: string, entry: Entry<Value>): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size <= this.#options.maxEntries) return;
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }
}
