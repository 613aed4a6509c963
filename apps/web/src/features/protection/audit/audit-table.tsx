import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../ui/table.tsx';
import type { AuditEntry } from './actor-kinds.ts';

export interface AuditTableProps {
  entries: readonly AuditEntry[];
  stale: boolean;
  onShow: (entry: AuditEntry) => void;
}

export function AuditTable({ entries, stale, onShow }: AuditTableProps) {
  const { t } = useTranslation('audit');
  return (
    <Table label={t('title')} stale={stale}>
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

function EntryRow({ entry, onShow }: { entry: AuditEntry; onShow: (entry: AuditEntry) => void }) {
  return (
    <Row>
      <Cell className="max-w-64">
        <button
          type="button"
          onClick={() => onShow(entry)}
          className="block max-w-full truncate rounded-sm text-left font-mono text-xs text-ink after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {entry.action}
        </button>
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

/** Who acted, and in whose name. */
export function Actor({ entry: { actor, actor_kind: kind, on_behalf_of: behalf } }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const name = actor?.name ?? (kind === 'participant' ? actor?.id : undefined);
  return (
    <span className="flex min-w-0 items-center gap-2">
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
