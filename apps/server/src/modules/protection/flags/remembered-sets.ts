import type { FlagSet } from './flag-set.ts';
import type { SetAddress } from './repository.ts';

/** A set as a process remembers it. `mirroredAtMs`: when it was last made to last on in the mirror. */
export type Remembered = SetAddress & { set: FlagSet; isStale: boolean; usedAtMs: number; mirroredAtMs: number };

/** Environments remembered at once; the longest unused is forgotten first. */
const MAX_SETS = 1_000;

/** Sets by name, in the order in which they were used. */
export class RememberedSets {
  readonly #sets = new Map<string, Remembered>();

  get(name: string): Remembered | undefined {
    return this.#sets.get(name);
  }

  all(): Remembered[] {
    return [...this.#sets.values()];
  }

  /** The set, marked as used now. */
  use(name: string, nowMs: number): Remembered | undefined {
    const known = this.#sets.get(name);
    if (known === undefined) return undefined;
    known.usedAtMs = nowMs;
    this.#sets.delete(name);
    this.#sets.set(name, known);
    return known;
  }

  keep(name: string, address: SetAddress, set: FlagSet, nowMs: number): void {
    this.#sets.delete(name);
    const oldest = this.#sets.size >= MAX_SETS ? this.#sets.keys().next().value : undefined;
    if (oldest !== undefined) this.#sets.delete(oldest);
    this.#sets.set(name, { ...address, set, isStale: false, usedAtMs: nowMs, mirroredAtMs: nowMs });
  }

  forget(name: string): void {
    this.#sets.delete(name);
  }
}
