/**
 * A number from 0 to `below` − 1 that looks scattered but is always the same for the same inputs: demo data is varied,
 * never random. Integer mixing after the finalizer of MurmurHash3.
 */
export function spread(below: number, ...inputs: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const input of inputs) {
    hash = Math.imul(hash ^ input, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return (hash >>> 0) % below;
}

/** One of the items, the same for the same inputs. */
export function pick<T>(items: readonly [T, ...T[]], ...inputs: readonly number[]): T {
  return items[spread(items.length, ...inputs)] ?? items[0];
}
