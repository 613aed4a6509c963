import { useTranslation } from 'react-i18next';
import { cn } from '../../../lib/class-names.ts';
import { Badge } from '../../../ui/badge.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../ui/table.tsx';
import type { AuditEntry } from './actor-kinds.ts';

export interface AuditTableProps {
  entries: readonly AuditEntry[];
  stale: boolean;
  onShow: (entry: AuditEntry) => void;
}

/** A table, and on a phone the same as a list. */
export function AuditTable(props: AuditTableProps) {
  return (
    <>
      <EntryTable {...props} />
      <EntryLines {...props} />
    </>
  );
}

function EntryTable({ entries, stale, onShow }: AuditTableProps) {
  const { t } = useTranslation('audit');
  return (
    <Table label={t('title')} stale={stale} className="max-sm:hidden">
      <TableHead>
        <HeaderCell>{t('column.action')}</HeaderCell>
        <HeaderCell>{t('column.actor')}</HeaderCell>
        <HeaderCell className="max-md:hidden">{t('column.resource')}</HeaderCell>
        <HeaderCell className="max-lg:hidden">{t('column.ip')}</HeaderCell>
        <HeaderCell figures>{t('column.at')}</HeaderCell>
      </TableHead>
      <TableBody>
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} onShow={onShow} />
        ))}
      </TableBody>
    </Table>
  );
}

function EntryLines({ entries, stale, onShow }: AuditTableProps) {
  const { t } = useTranslation('audit');
  return (
    <ul
      aria-label={t('title')}
      aria-busy={stale}
      className={cn('divide-y rounded-lg border bg-surface sm:hidden', stale && 'opacity-60')}
    >
      {entries.map((entry) => (
        <li key={entry.id} className="relative flex flex-col gap-1 p-3 hover:bg-hover">
          <span className="flex items-baseline justify-between gap-3">
            <EntryButton entry={entry} onShow={onShow} />
            <RelativeTime at={entry.at} className="shrink-0 text-xs text-ink-muted" />
          </span>
          <Actor entry={entry} />
        </li>
      ))}
    </ul>
  );
}

function EntryRow({ entry, onShow }: { entry: AuditEntry; onShow: (entry: AuditEntry) => void }) {
  return (
    <Row>
      <Cell className="max-w-64">
        <EntryButton entry={entry} onShow={onShow} />
      </Cell>
      <Cell className="max-w-56">
        <Actor entry={entry} />
      </Cell>
      <Cell className="max-w-48 truncate text-ink-muted max-md:hidden" title={entry.resource_id}>
        {entry.resource_kind}
      </Cell>
      <Cell className="font-mono text-xs text-ink-muted max-lg:hidden">{entry.ip}</Cell>
      <Cell figures className="text-ink-muted">
        <RelativeTime at={entry.at} />
      </Cell>
    </Row>
  );
}

/** As large as the row or the line that it stands in. */
function EntryButton({ entry, onShow }: { entry: AuditEntry; onShow: (entry: AuditEntry) => void }) {
  return (
    <button
      type="button"
      onClick={() => onShow(entry)}
      className="block max-w-full min-w-0 truncate rounded-sm text-left font-mono text-xs text-ink after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
    >
      {entry.action}
    </button>
  );
}

/** Who acted, and in whose name. */
export function Actor({ entry: { actor, actor_kind: kind, on_behalf_of: behalf } }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const name = actor?.name ?? (kind === 'participant' ? actor?.id : undefined);
  return (
    <span className="flex min-w-0 items-center gap-2 max-sm:flex-wrap max-sm:gap-y-0.5">
      {name ? <span className="truncate text-ink">{name}</span> : null}
      {kind === 'member' && name ? null : (
        <Badge tone={kind === 'operator' ? 'warn' : 'neutral'}>{t(`actor_kind.${kind}`)}</Badge>
      )}
      {behalf ? (
        <span className="truncate text-xs text-ink-muted">{t('for', { name: behalf.name ?? '?' })}</span>
      ) : null}
    </span>
  );
}
