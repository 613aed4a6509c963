import type { reportCspViolation, RouteBody } from '@stepwell/contract';

/** What is kept of a report: enough to find the fault, nothing of who met it. */
export type Violation = { readonly directive: string; readonly blocked: string; readonly page: string };

const MAX_LENGTH = 200;

/** Both forms of report in the same words. Reports of other kinds are left aside. */
export function violationsIn(body: RouteBody<typeof reportCspViolation>): Violation[] {
  if (!Array.isArray(body)) {
    const report = body['csp-report'];
    const directive = report['effective-directive'] ?? report['violated-directive'] ?? '';
    return [violationOf(directive, report['blocked-uri'] ?? '', report['document-uri'])];
  }
  return body.flatMap(({ type, body: report }) =>
    type === 'csp-violation' && report
      ? [violationOf(report.effectiveDirective ?? '', report.blockedURL ?? '', report.documentURL ?? '')]
      : [],
  );
}

function violationOf(directive: string, blocked: string, page: string): Violation {
  return { directive: directiveOf(directive), blocked: placeOf(blocked), page: firstPartOf(page) };
}

/** `script-src-elem`; older browsers send the directive with its whole value. */
function directiveOf(text: string): string {
  return /^[a-z-]{1,40}(?=\s|$)/.exec(text)?.[0] ?? 'unknown';
}

/** Origin and path of an address, without what it asks; a word such as `inline` or `eval` as it is. */
function placeOf(text: string): string {
  if (/^[a-z-]{0,40}$/.test(text)) return text === '' ? 'unknown' : text;
  if (!URL.canParse(text)) return 'unknown';
  const { protocol, host, pathname } = new URL(text);
  const place = /^https?:|^wss?:/.test(protocol) ? `${protocol}//${host}${pathname}` : protocol;
  return place.slice(0, MAX_LENGTH);
}

/** `/participants/*`: what follows may name a person. */
function firstPartOf(text: string): string {
  if (!URL.canParse(text)) return 'unknown';
  const [, first = '', ...rest] = new URL(text).pathname.split('/');
  if (!/^[a-z-]{0,24}$/.test(first)) return '/*';
  return rest.length === 0 ? `/${first}` : `/${first}/*`;
}
