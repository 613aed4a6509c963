import type { CatalogueEntry } from '../apps/server/src/platform/errors/index.ts';
import { STATUS_OF_KIND } from '../apps/server/src/platform/http/index.ts';

const HEAD = `# Problem codes

Made from the code by \`npm run generate\`; change nothing here by hand.

A refused request is answered with a problem document (RFC 9457). Its \`code\` is one of these and never changes its
meaning; the sentence may be worded better from one version to the next.
`;

/** Text of docs/errors.md: every code under its status, with the sentence a person reads. */
export function errorsPage(catalogue: Readonly<Record<string, CatalogueEntry>>): string {
  const statuses = Map.groupBy(Object.entries(catalogue), ([, entry]) => STATUS_OF_KIND[entry.kind]);
  const sections = [...statuses]
    .sort(([a], [b]) => a - b)
    .map(([status, entries]) => `## ${status}\n\n| code | sentence |\n| --- | --- |\n${rows(entries)}\n`);
  return [HEAD, ...sections].join('\n');
}

function rows(entries: readonly [string, CatalogueEntry][]): string {
  return [...entries]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([code, { title }]) => `| <a id="${code}"></a>\`${code}\` | ${title.replaceAll('|', '\\|')} |`)
    .join('\n');
}
