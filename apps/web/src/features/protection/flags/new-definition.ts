import type { FlagDefinition } from '@stepwell/contract';

export type FlagKind = FlagDefinition['kind'];

/** The contract's own list would bring its schemas into the bundle. */
export const FLAG_KINDS = ['boolean', 'string', 'number', 'json'] as const satisfies readonly FlagKind[];

const VARIANTS: Record<FlagKind, FlagDefinition['variants']> = {
  boolean: { on: true, off: false },
  string: { standard: 'standard', new: 'new' },
  number: { standard: 0, new: 1 },
  json: { standard: {}, new: { is_new: true } },
};

/** A flag that is for nobody until it is switched on, and then for everybody. */
export function newDefinition(kind: FlagKind): FlagDefinition {
  const [served, off] = kind === 'boolean' ? ['on', 'off'] : ['new', 'standard'];
  return {
    kind,
    is_enabled: false,
    variants: VARIANTS[kind],
    off_variant: off,
    targets: [],
    markets: ['*'],
    plans: [],
    roles: [],
    percentage: 100,
    serve: [{ variant: served, weight: 1 }],
  };
}
