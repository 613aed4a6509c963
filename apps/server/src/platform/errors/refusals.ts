import type { FieldError } from '@stepwell/contract';
import type { z } from 'zod';
import { natureOf, type ProblemKind, type ProblemNature } from './nature.ts';

/** Category, severity and retry are those of the kind, unless the code says otherwise. */
export type CatalogueEntry = Partial<ProblemNature> & {
  readonly kind: ProblemKind;
  /** The sentence a person reads. */
  readonly title: string;
  /** Shape of `details`, where the code has any. */
  readonly details?: z.ZodType;
};

type Extra = {
  /** What exactly was wrong this time. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
  /** Where it came from this time, if not from where its code mostly comes. */
  readonly category?: ProblemNature['category'];
};

/** An expected refusal with a stable code. Services throw it and know nothing of HTTP. */
export class Refusal extends Error {
  readonly code: string;
  readonly kind: ProblemKind;
  readonly nature: ProblemNature;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly extra: Extra;

  constructor(code: string, entry: CatalogueEntry, details?: Record<string, unknown>, extra: Extra = {}) {
    super(extra.detail ?? entry.title);
    this.name = 'Refusal';
    this.code = code;
    this.kind = entry.kind;
    this.nature = natureOf({ ...entry, category: extra.category ?? entry.category });
    this.details = details;
    this.extra = extra;
    this.title = entry.title;
  }

  readonly title: string;
}

type DetailsOf<Entry> = Entry extends { details: infer Schema extends z.ZodType } ? [z.input<Schema>] : [undefined?];
export type Catalogue<Entries> = {
  readonly [Code in keyof Entries]: (...args: [...DetailsOf<Entries[Code]>, extra?: Extra]) => Refusal;
} & { readonly entries: Entries };

/**
 * A room's catalogue of refusals: one maker per code.
 *
 * @example const errors = defineErrors({ flow_key_taken: { kind: 'conflict', title: 'A flow has this key already.' } });
 *          throw errors.flow_key_taken();
 */
export function defineErrors<const Entries extends Record<string, CatalogueEntry>>(
  entries: Entries,
): Catalogue<Entries> {
  const makers = Object.entries(entries).map(([code, entry]) => [
    code,
    (details?: Record<string, unknown>, extra?: Extra) => new Refusal(code, entry, details, extra),
  ]);
  return Object.assign(Object.fromEntries(makers), { entries }) as Catalogue<Entries>;
}

/** Refusals every room may need. */
export const commonErrors = defineErrors({
  validation_failed: { kind: 'validation', title: 'Some of what was sent is not accepted.' },
  malformed_body: { kind: 'malformed', title: 'The body is not valid JSON.' },
  body_too_large: { kind: 'too_large', title: 'The body is larger than this route accepts.' },
  unsupported_media_type: { kind: 'malformed', title: 'Send JSON, with content-type application/json.' },
  not_signed_in: { kind: 'authentication', title: 'Sign in, or send a valid token or key.' },
  permission_denied: { kind: 'permission', title: 'You may not do this.' },
  no_organization: {
    kind: 'permission',
    retry: 'after_change',
    title: 'You belong to no organization yet: found one, or accept an invitation.',
  },
  terms_not_accepted: {
    kind: 'permission',
    retry: 'after_change',
    title: 'The terms have changed: read and accept them to go on.',
  },
  confirmation_required: {
    kind: 'permission',
    retry: 'after_change',
    title: 'Confirm that it is still you, then try again.',
  },
  second_factor_required: {
    kind: 'permission',
    retry: 'after_change',
    title: 'Sign in with a second factor to do this.',
  },
  impersonation_refused: { kind: 'permission', title: 'This can’t be done in somebody else’s name.' },
  origin_refused: { kind: 'permission', title: 'The request comes from another site.' },
  csrf_token_invalid: {
    kind: 'permission',
    title: 'This page is out of date: load it again, then try once more.',
  },
  not_found: { kind: 'not_found', title: 'There is no such thing here.' },
  cursor_damaged: { kind: 'malformed', title: 'The cursor is damaged: use next_cursor exactly as it was given.' },
  rate_limited: { kind: 'rate_limit', title: 'Too many requests; wait and try again.' },
  caller_blocked: { kind: 'rate_limit', title: 'Too many requests were refused; nothing is accepted for a while.' },
  limits_unavailable: { kind: 'unavailable', title: 'Requests can’t be counted just now; try again in a moment.' },
  idempotency_key_malformed: {
    kind: 'malformed',
    title: 'An Idempotency-Key has 1 to 255 characters of ASCII without spaces.',
  },
  idempotency_key_in_use: {
    kind: 'conflict',
    retry: 'after_retry_after',
    title: 'A request with this Idempotency-Key is still being worked on; ask again in a moment.',
  },
  idempotency_key_reused: {
    kind: 'validation',
    title: 'This Idempotency-Key was used for another request; take a new key for each.',
  },
  service_stopping: {
    kind: 'unavailable',
    severity: 'low',
    title: 'The server is stopping; try again in a moment.',
  },
  database_unavailable: {
    kind: 'unavailable',
    category: 'database',
    severity: 'critical',
    title: 'The database does not answer; try again in a moment.',
  },
  database_busy: {
    kind: 'unavailable',
    category: 'database',
    title: 'The database has too much to do at once; try again in a moment.',
  },
  connection_failed: {
    kind: 'unavailable',
    category: 'network',
    title: 'A connection that this needs failed; try again in a moment.',
  },
  service_unavailable: {
    kind: 'unavailable',
    category: 'external_service',
    title: 'Another service that this needs does not answer; try again in a moment.',
  },
  language_model_unavailable: {
    kind: 'unavailable',
    category: 'llm_api',
    title: 'The language model does not answer; try again in a moment.',
  },
  internal_error: {
    kind: 'internal',
    title: 'Something went wrong on our side. The correlation id finds it in the logs.',
  },
});
