import { type CompiledFlag, compileFlag } from '@stepwell/engine';
import type { StoredSet } from './repository.ts';

/**
 * Every flag that an environment evaluates, ready for it. `version` is another one after every change. `source` is there where
 * the database could not be asked, so that what is said may be old: `mirror` is Redis, `memory` this process.
 */
export type FlagSet = {
  readonly version: number;
  readonly flags: ReadonlyMap<string, CompiledFlag>;
  readonly source?: 'mirror' | 'memory';
};

export function compiledSet({ version, flags }: StoredSet): FlagSet {
  return { version, flags: new Map(flags.map(({ key, definition }) => [key, compileFlag(key, definition)])) };
}
