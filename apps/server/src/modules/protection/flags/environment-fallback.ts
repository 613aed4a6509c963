import type { Json } from '@stepwell/engine';

/** Values that hold for a key in every organization while flags can't be read, by the name that the variable ends with. */
export type FlagFallback = Readonly<Record<string, Json>>;

/** What the environment says of a flag; undefined where it says nothing. */
export function fallbackOf(fallback: FlagFallback, key: string): Json | undefined {
  const name = key.toUpperCase().replaceAll('-', '_');
  return Object.hasOwn(fallback, name) ? fallback[name] : undefined;
}
