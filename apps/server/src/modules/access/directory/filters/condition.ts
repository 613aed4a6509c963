/** A filter that was understood: every name is known, every value of its type. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'present'; readonly field: Field }
  | { readonly kind: 'compare'; readonly field: Field; readonly op: Comparison; readonly value: string | boolean }
  /** True where one value of a list meets it. */
  | { readonly kind: 'some'; readonly list: string; readonly part: Condition };

export type Comparison = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';

export type Field = {
  /** From the resource or, within `some`, from one value of the list. */
  readonly path: readonly string[];
  readonly type: 'string' | 'boolean' | 'dateTime';
  readonly caseExact: boolean;
};
