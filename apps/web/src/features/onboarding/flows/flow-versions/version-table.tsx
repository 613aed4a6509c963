import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../lib/use-format.ts';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import { Cell, HeaderCell, Row, RowLink, Table, TableBody, TableHead } from '../../../../ui/table.tsx';
import type { FlowVersion } from '../flow-queries.ts';
import { LiveBadges } from './live-badges.tsx';
import { PublishedBy } from './published-by.tsx';

export interface VersionTableProps {
  flowKey: string;
  versions: readonly FlowVersion[];
  stale: boolean;
}

export function VersionTable({ flowKey, versions, stale }: VersionTableProps) {
  const { t } = useTranslation('flow-versions');
  const format = useFormat();
  return (
    <Table label={t('title')} stale={stale} className={stale ? 'opacity-60' : undefined}>
      <TableHead>
        <HeaderCell>{t('column.version')}</HeaderCell>
        <HeaderCell>{t('column.live_in')}</HeaderCell>
        <HeaderCell figures className="max-sm:hidden">
          {t('column.steps')}
        </HeaderCell>
        <HeaderCell figures>{t('column.journeys')}</HeaderCell>
        <HeaderCell className="max-md:hidden">{t('column.served_until')}</HeaderCell>
        <HeaderCell className="max-sm:hidden">{t('column.published')}</HeaderCell>
        <HeaderCell className="max-lg:hidden">{t('column.by')}</HeaderCell>
      </TableHead>
      <TableBody>
        {versions.map((version) => (
          <Row key={version.id}>
            <Cell>
              <RowLink to={`/flows/${flowKey}/versions/${version.number}`}>
                {t('version', { number: version.number })}
              </RowLink>
            </Cell>
            <Cell>
              <LiveBadges environments={version.live_in} />
            </Cell>
            <Cell figures className="max-sm:hidden">
              {format.number(version.step_count)}
            </Cell>
            <Cell figures>{format.number(version.journeys)}</Cell>
            <Cell className="text-ink-muted max-md:hidden">
              {version.active_to ? <RelativeTime at={version.active_to} /> : t('open_ended')}
            </Cell>
            <Cell className="text-ink-muted max-sm:hidden">
              <RelativeTime at={version.published_at} />
            </Cell>
            <Cell className="text-ink-muted max-lg:hidden">
              <PublishedBy id={version.published_by} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
