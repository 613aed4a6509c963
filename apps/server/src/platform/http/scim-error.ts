import type { Refusal } from '../errors/index.ts';
import { STATUS_OF_KIND } from './problem-document.ts';

export const SCIM_MEDIA_TYPE = 'application/scim+json; charset=utf-8';
const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** What RFC 7644 (3.12) calls a body that is not what the schema says is a bad request. */
const SCIM_STATUS: Readonly<Record<number, number>> = { 422: 400, 410: 404 };

/**
 * A refusal as RFC 7644 (section 3.12) writes it. `scim_type` in the refusal's details names one of the RFC's error types; where
 * it is absent, what was malformed is `invalidSyntax` and what was not accepted `invalidValue`.
 */
export function scimErrorOf(refusal: Refusal, correlationId: string) {
  const own = STATUS_OF_KIND[refusal.kind];
  const status = SCIM_STATUS[own] ?? own;
  const type = scimTypeOf(refusal);
  const document = {
    schemas: [ERROR_SCHEMA],
    status: String(status),
    ...(type === undefined ? {} : { scimType: type }),
    detail: [detailOf(refusal), `(${refusal.code}, ${correlationId})`].join(' '),
  };
  return { status, document };
}

function scimTypeOf({ details, kind }: Refusal): string | undefined {
  if (typeof details?.scim_type === 'string') return details.scim_type;
  if (kind === 'malformed') return 'invalidSyntax';
  return kind === 'validation' ? 'invalidValue' : undefined;
}

/** A directory shows its administrator this one sentence, so it names the fields. */
function detailOf({ title, extra }: Refusal): string {
  if (extra.detail !== undefined) return extra.detail;
  const fields = extra.errors?.map(({ path, message }) => `${path}: ${message}`) ?? [];
  return fields.length === 0 ? title : `${title} ${fields.join('; ')}`;
}
