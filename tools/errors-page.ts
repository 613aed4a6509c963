import { PROBLEM_CATEGORIES } from '../packages/contract/src/index.ts';
import { type CatalogueEntry, natureOf } from '../apps/server/src/platform/errors/index.ts';
import { STATUS_OF_KIND } from '../apps/server/src/platform/http/index.ts';

const HEAD = `# Problem codes

Made from the code by \`npm run generate\`; change nothing here by hand.

A refused request is answered with a problem document (RFC 9457). Its \`code\` is one of these and never changes its
meaning; the sentence may be worded better from one version to the next.

It also says where it comes from (\`category\`: ${PROBLEM_CATEGORIES.map((category) => `\`${category}\``).join(', ')}), how much it
matters to whoever runs the installation (\`severity\`) and what helps a caller (\`retry\`).

| severity | rule |
| --- | --- |
| \`info\` | Nothing is wrong: the answer tells how things stand. |
| \`low\` | The caller was refused and can mend it, or waits a little. |
| \`medium\` | Somebody was turned away who did nothing wrong; it passes by itself. |
| \`high\` | A fault of ours. |
| \`critical\` | Nobody is served until somebody acts. |

| retry | what helps |
| --- | --- |
| \`none\` | Nothing: the same request gets the same answer. |
| \`after_change\` | Change the request, or do first what the sentence says. |
| \`immediate\` | Read anew how things stand, and send the request for that at once. |
| \`backoff\` | Wait and send the same again; wait twice as long each time. |
| \`after_retry_after\` | Wait as many seconds as \`retryAfter\` says. Any problem that says so is of this kind, whatever stands below. |

Before a request that is not idempotent is sent again, look whether it was done.

From \`medium\` on, and whatever fails in the background, problems are grouped for operators under \`/admin/errors\`.
`;

/** Text of docs/errors.md: every code under its status, with the sentence a person reads. */
export function errorsPage(catalogue: Readonly<Record<string, CatalogueEntry>>): string {
  const statuses = Map.groupBy(Object.entries(catalogue), ([, entry]) => STATUS_OF_KIND[entry.kind]);
  const sections = [...statuses]
    .sort(([a], [b]) => a - b)
    .map(
      ([status, entries]) =>
        `## ${status}\n\n| code | category | severity | retry | sentence |\n| --- | --- | --- | --- | --- |\n${rows(entries)}\n`,
    );
  return [HEAD, ...sections].join('\n');
}

function rows(entries: readonly [string, CatalogueEntry][]): string {
  return [...entries]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([code, entry]) => {
      const { category, severity, retry } = natureOf(entry);
      const sentence = entry.title.replaceAll('|', '\\|');
      return `| <a id="${code}"></a>\`${code}\` | ${category} | ${severity} | ${retry} | ${sentence} |`;
    })
    .join('\n');
}
