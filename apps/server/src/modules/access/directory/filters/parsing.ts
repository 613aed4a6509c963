import { type Filter, parse } from 'scim2-parse-filter';
import { filterRefused } from '../errors.ts';

const MAX_LENGTH = 2_000;
/** The parser takes time without end over line breaks in a text that is not closed. */
const CONTROL = /\p{Cc}/u;

/** Parses a filter. Throws `directory_filter_refused`. */
export function parseFilter(text: string): Filter {
  if (text.length > MAX_LENGTH) throw filterRefused(`A filter has at most ${MAX_LENGTH} characters.`);
  if (CONTROL.test(text)) throw filterRefused('A filter holds no control characters.');
  try {
    return decoded(parse(text));
  } catch {
    throw filterRefused('The filter is not written as RFC 7644, section 3.4.2.2, says.');
  }
}

/** The parser knows no escapes but that of the quotation mark; a value is a JSON string, as in `DOMAIN\\name`. */
function decoded(filter: Filter): Filter {
  if ('filters' in filter) return { ...filter, filters: filter.filters.map(decoded) };
  if ('filter' in filter) return { ...filter, filter: decoded(filter.filter) };
  if ('valFilter' in filter) return { ...filter, valFilter: decoded(filter.valFilter) };
  if (!('compValue' in filter) || typeof filter.compValue !== 'string') return filter;
  return { ...filter, compValue: unescaped(filter.compValue) };
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  const value: unknown = JSON.parse(`"${text.replaceAll('"', '\\"')}"`);
  return String(value);
}
