import type { FlagDefinition } from '../flag.ts';

/** A sound boolean flag that is on for everybody, except for what `rest` says. */
export function flag(rest: Partial<FlagDefinition> = {}): FlagDefinition {
  return {
    kind: 'boolean',
    is_enabled: true,
    variants: { on: true, off: false },
    off_variant: 'off',
    targets: [],
    markets: ['*'],
    plans: [],
    roles: [],
    percentage: 100,
    serve: [{ variant: 'on', weight: 1 }],
    ...rest,
  };
}

/** A sound flag of three texts, of which `control` is for everybody whom it is not for. */
export function colours(rest: Partial<FlagDefinition> = {}): FlagDefinition {
  return flag({
    kind: 'string',
    variants: { control: 'grey', red: '#f00', blue: '#00f' },
    off_variant: 'control',
    serve: [
      { variant: 'red', weight: 1 },
      { variant: 'blue', weight: 3 },
    ],
    ...rest,
  });
}

/** The first ids of a population that is the same in every run. */
export function population(size: number): string[] {
  return Array.from({ length: size }, (_, index) => `participant-${index}`);
}
