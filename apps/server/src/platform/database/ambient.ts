import { AsyncLocalStorage } from 'node:async_hooks';
import type { WholeTransaction } from './whole-transaction.ts';

/** What is open around the code that runs. It travels with promises and timers, and may long be over when it is read. */
export type Ambient = { readonly whole: WholeTransaction | undefined; isSectionOpen: boolean };

export const ambient = new AsyncLocalStorage<Ambient>();

/** The whole that the code which runs is part of, between its sections. */
export function wholeAround(): WholeTransaction | undefined {
  const whole = ambient.getStore()?.whole;
  return whole?.isOver === false ? whole : undefined;
}

/**
 * Whether what the code does becomes part of a whole (`Database.asOne`). Work of several requests may then not be gathered
 * into one statement: it would commit with one of them, and wait for the locks of the others.
 */
export function isPartOfWhole(): boolean {
  return wholeAround() !== undefined;
}
