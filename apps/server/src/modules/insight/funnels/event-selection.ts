import type { Environment, Market } from '@stepwell/contract';
import type { z } from 'zod';

export type TraitFilter =
  /** As it stands in an address, where every value is text: `plan:pro`, `seats:5`, `trial:true`. */
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly value: string | number | boolean };

/** Which events of the log a funnel reads. */
export type EventSelection = {
  readonly orgId: string;
  readonly environment: Environment;
  readonly flowId: string | null;
  readonly names: readonly string[];
  /** Conditions on the event that a funnel starts with; the events after it need not meet them. */
  readonly start: {
    readonly from?: Date;
    readonly to?: Date;
    readonly version?: number;
    readonly market?: z.infer<typeof Market>;
    readonly traits: readonly TraitFilter[];
  };
  readonly windowMs: number | null;
  /** Tell with each start of a journey which steps apply to its participant. */
  readonly withOfferedSteps: boolean;
};

/** One event, with what a funnel needs of it. */
export type FunnelRow = {
  readonly participantId: string;
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number;
  readonly name: string;
  readonly stepKey: string | null;
  readonly toState: string | null;
  readonly percent: number | null;
  /** Whether it meets the conditions on a funnel's first event. */
  readonly mayStart: boolean;
  /** Keys of the steps that apply, separated by blanks; null where not asked for. */
  readonly offered: string | null;
};
