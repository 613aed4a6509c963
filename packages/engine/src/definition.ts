/**
 * The shape of a flow as a company writes it down. Pure data: what is stored, published, diffed and replayed.
 * A published definition never changes; a step key is stable across versions, and everything a participant
 * has done hangs on it.
 */

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Text by locale (BCP 47 tag, e.g. `en`, `fr`). The flow's default locale must be present. */
export type LocalizedText = Readonly<Record<string, string>>;

export const STEP_KINDS = [
  'info',
  'form',
  'upload',
  'terms',
  'age_check',
  'identity_check',
  'payout_account',
  'tax_form',
  'invite_team',
  'connect',
  'conversation',
  'task',
  'external',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Kinds that can be published today; the others are declared so that drafts can name them. */
export const PUBLISHABLE_KINDS: readonly StepKind[] = ['info', 'form', 'terms', 'task', 'external'];

/** Rules are a typed tree, never strings or regular expressions. */
export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | Comparison;

/**
 * One comparison. `fact` is `market`, `role`, `traits.<name>` or `answers.<step key>.<field key>`.
 * An absent fact is `null`: it satisfies only `neq`, `not_in` and `exists: false`.
 */
export type Comparison = {
  readonly fact: string;
  readonly op: 'eq' | 'neq' | 'in' | 'not_in' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains' | 'exists';
  readonly value: Json;
};

/** JSON Schema of one field's value, limited to keywords that cannot run away (no `pattern`, no `$ref`). */
export type FieldSchema = {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array';
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: 'email' | 'uri' | 'date' | 'date-time';
  readonly items?: FieldSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
};

export type FieldInput =
  | 'text'
  | 'textarea'
  | 'email'
  | 'url'
  | 'number'
  | 'date'
  | 'select'
  | 'radio'
  | 'checkbox'
  | 'checkboxes';

export type FormField = {
  readonly key: string;
  readonly label: LocalizedText;
  readonly help?: LocalizedText;
  readonly placeholder?: LocalizedText;
  readonly required: boolean;
  readonly input: FieldInput;
  readonly schema: FieldSchema;
  /** Labels of the values of a select, radio or checkboxes; the values must be those of `schema.enum` (or of `schema.items.enum`). */
  readonly options?: readonly { readonly value: string; readonly label: LocalizedText }[];
};

type StepBase = {
  readonly key: string;
  readonly title: LocalizedText;
  readonly help?: LocalizedText;
  readonly required: boolean;
  /** Only an optional step may be skippable. */
  readonly skippable: boolean;
  /** Share of the journey's progress; a whole number from 1 to 100. */
  readonly weight: number;
  readonly estimated_minutes: number;
  /** Participant roles the step applies to AND that may do it; empty means every role. */
  readonly roles: readonly string[];
  /** ISO 3166-1 alpha-2 codes, or `*`. */
  readonly markets: readonly string[];
  /** Keys of steps that must be done or skipped first. */
  readonly requires: readonly string[];
  /** The step applies only while this holds. */
  readonly visible_if?: Rule;
  /** A submission waits for a person's decision before it counts as done. */
  readonly review?: boolean;
};

export type InfoStep = StepBase & { readonly kind: 'info'; readonly body: LocalizedText };
export type FormStep = StepBase & { readonly kind: 'form'; readonly fields: readonly FormField[] };
export type TermsStep = StepBase & {
  readonly kind: 'terms';
  readonly document: { readonly version: string; readonly body: LocalizedText; readonly url?: string };
};
/** Done by the tenant's server through the API. */
export type TaskStep = StepBase & { readonly kind: 'task' };
/** Done when a signed webhook of `source` says so. */
export type ExternalStep = StepBase & {
  readonly kind: 'external';
  readonly source: string;
  readonly link?: string;
};
/** Declared kinds whose behaviour is not available yet; refused at publish. */
export type DeclaredStep = StepBase & {
  readonly kind: Exclude<StepKind, 'info' | 'form' | 'terms' | 'task' | 'external'>;
};
export type StepDefinition = InfoStep | FormStep | TermsStep | TaskStep | ExternalStep | DeclaredStep;

export type GateDefinition = {
  /** The capability of the tenant's product, e.g. `payouts.request`. */
  readonly capability: string;
  readonly title: LocalizedText;
  /** Step keys that must be done (a step that does not apply to the participant is not needed). */
  readonly steps: readonly string[];
  /** Days after the journey's start when the open steps are past due. */
  readonly deadline_days?: number;
  /** Other sets of step keys, each sufficient by itself. */
  readonly alternatives?: readonly (readonly string[])[];
};

export type Targeting = {
  /** ISO 3166-1 alpha-2 codes, or `*`. */
  readonly markets: readonly string[];
  /** Participant roles; empty means every role. */
  readonly roles: readonly string[];
  readonly rule?: Rule;
};

export type FlowTheme = { readonly accent?: string; readonly logo_url?: string; readonly radius?: number };

export type FlowDefinition = {
  readonly title: LocalizedText;
  readonly description?: LocalizedText;
  readonly default_locale: string;
  readonly locales: readonly string[];
  readonly targeting: Targeting;
  readonly theme?: FlowTheme;
  readonly steps: readonly StepDefinition[];
  readonly gates: readonly GateDefinition[];
};
