import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import { Cell, HeaderCell, Row, RowLink, Table, TableBody, TableHead } from '../../../../ui/table.tsx';
import type { Flag } from '../flag-queries.ts';
import { StateBadge } from '../words/state-badge.tsx';

export function FlagTable({ flags, stale }: { flags: readonly Flag[]; stale: boolean }) {
  const { t } = useTranslation('flags');
  return (
    <Table label={t('title')} stale={stale} className={stale ? 'opacity-60' : undefined}>
      <TableHead>
        <HeaderCell>{t('column.flag')}</HeaderCell>
        <HeaderCell>{t('column.state')}</HeaderCell>
        <HeaderCell className="max-sm:hidden">{t('column.kind')}</HeaderCell>
        <HeaderCell className="max-sm:hidden">{t('column.changed')}</HeaderCell>
      </TableHead>
      <TableBody>
        {flags.map((flag) => (
          <FlagRow key={flag.id} flag={flag} />
        ))}
      </TableBody>
    </Table>
  );
}

function FlagRow({ flag }: { flag: Flag }) {
  const { t } = useTranslation('flags');
  return (
    <Row>
      <Cell className="h-13 w-full max-w-0 min-w-36">
        <RowLink to={`/flags/${flag.key}`} className="block truncate">
          {flag.name}
        </RowLink>
        <span className="block truncate font-mono text-xs text-ink-muted">{flag.key}</span>
      </Cell>
      <Cell>
        <StateBadge flag={flag} />
      </Cell>
      <Cell className="text-ink-muted max-sm:hidden">{t(`kind.${flag.definition.kind}`)}</Cell>
      <Cell className="text-ink-muted max-sm:hidden">
        <RelativeTime at={flag.updated_at} />
      </Cell>
    </Row>
  );
}
