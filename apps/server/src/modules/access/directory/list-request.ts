import { valueRefused } from './errors.ts';
import type { ResourceKind } from './filters/attribute-paths.ts';
import { readFilter, readSortField } from './filters/filter.ts';
import type { Listing } from './read-model.ts';
import { MAX_PAGE } from './schemas/discovery.ts';
import type { Projection } from './schemas/views.ts';

/** A question for a list, from the query of a GET or from the body of a search. */
export type ListRequest = {
  readonly filter?: string | undefined;
  readonly startIndex?: string | number | undefined;
  readonly count?: string | number | undefined;
  readonly sortBy?: string | undefined;
  readonly sortOrder?: 'ascending' | 'descending' | undefined;
  readonly attributes?: string | readonly string[] | undefined;
  readonly excludedAttributes?: string | readonly string[] | undefined;
};

const DEFAULT_PAGE = 100;
const MAX_INDEX = 2_000_000_000;

/** Numbers out of range are brought into it (RFC 7644, section 3.4.2.4). */
export function readListing(kind: ResourceKind, request: ListRequest): Listing & { readonly startIndex: number } {
  const { filter, sortBy, sortOrder } = request;
  const startIndex = Math.min(Math.max(integer('startIndex', request.startIndex) ?? 1, 1), MAX_INDEX);
  const count = Math.min(Math.max(integer('count', request.count) ?? DEFAULT_PAGE, 0), MAX_PAGE);
  return {
    condition: filter === undefined || filter.trim() === '' ? undefined : readFilter(kind, filter),
    sortBy: sortBy === undefined || sortBy === '' ? undefined : readSortField(kind, sortBy),
    descending: sortOrder === 'descending' && sortBy !== undefined && sortBy !== '',
    skip: startIndex - 1,
    count,
    startIndex,
  };
}

export function readProjection({ attributes, excludedAttributes }: ListRequest): Projection {
  return { attributes: namesOf(attributes), excluded: namesOf(excludedAttributes) };
}

function namesOf(names: string | readonly string[] = []): readonly string[] {
  const list = typeof names === 'string' ? names.split(',') : names;
  return list.map((name) => name.trim()).filter((name) => name !== '');
}

function integer(name: string, value: string | number | undefined): number | undefined {
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  if (!Number.isInteger(number)) throw valueRefused(`${name}: a whole number is expected.`);
  return number;
}
