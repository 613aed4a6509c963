import type { Json } from '../definition.ts';

/** The kinds of value a flag can have; `json` is an object, a list or null. */
export type FlagKind = 'boolean' | 'string' | 'number' | 'json';

/** What a flag says and to whom, as it is stored. A boolean flag has the variants `on` (true) and `off` (false). */
export type FlagDefinition = {
  readonly kind: FlagKind;
  /** `false`: everybody gets `off_variant`. */
  readonly is_enabled: boolean;
  /** The flag's values by name. */
  readonly variants: Readonly<Record<string, Json>>;
  /** For everybody the flag is not for. */
  readonly off_variant: string;
  /** Who always gets a variant, whatever else an enabled flag says. */
  readonly targets: readonly { readonly variant: string; readonly ids: readonly string[] }[];
  /** ISO 3166-1 alpha-2 codes, or `*`. */
  readonly markets: readonly string[];
  /** Empty: every plan. */
  readonly plans: readonly string[];
  /** Empty: every role. */
  readonly roles: readonly string[];
  /** Share of those the flag is for, 0 to 100 in steps of 0.01. */
  readonly percentage: number;
  /** What they get, divided by weight. */
  readonly serve: readonly { readonly variant: string; readonly weight: number }[];
};

/** Whom a flag is evaluated for. An absent member meets no condition on it; an empty `targetingKey` counts as absent. */
export type FlagContext = {
  readonly targetingKey?: string;
  readonly market?: string;
  readonly plan?: string;
  readonly role?: string;
};

/** Why somebody gets a value, in OpenFeature's words. */
export type FlagReason = 'STATIC' | 'TARGETING_MATCH' | 'SPLIT' | 'DISABLED' | 'DEFAULT';

/** A value with its variant and reason. Shared between evaluations and frozen: never changed by whoever gets it. */
export type FlagAnswer = { readonly value: Json; readonly variant: string; readonly reason: FlagReason };

/** Nothing can be said without knowing who asks. */
export type FlagFailure = { readonly error: 'TARGETING_KEY_MISSING' };

/** What an evaluation comes to; `'error' in result` tells the two apart. */
export type FlagResult = FlagAnswer | FlagFailure;
