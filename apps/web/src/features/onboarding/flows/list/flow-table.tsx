import { PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../lib/use-format.ts';
import { Badge } from '../../../../ui/badge.tsx';
import { FlowStatusBadge } from '../../../../ui/flow-status-badge.tsx';
import { RelativeTime } from '../../../../ui/relative-time.tsx';
import { Cell, HeaderCell, Row, RowLink, Table, TableBody, TableHead } from '../../../../ui/table.tsx';
import type { Flow } from '../flow-queries.ts';
import { VersionName } from '../version-name.tsx';

export function FlowTable({ flows, stale }: { flows: readonly Flow[]; stale: boolean }) {
  const { t } = useTranslation('flows');
  return (
    <Table label={t('title')} stale={stale} className={stale ? 'opacity-60' : undefined}>
      <TableHead>
        <HeaderCell>{t('column.flow')}</HeaderCell>
        <HeaderCell>{t('column.status')}</HeaderCell>
        <HeaderCell className="max-sm:hidden">{t('column.live')}</HeaderCell>
        <HeaderCell className="max-sm:hidden">{t('column.test')}</HeaderCell>
        <HeaderCell figures className="max-md:hidden">
          {t('column.active')}
        </HeaderCell>
        <HeaderCell figures className="max-md:hidden">
          {t('column.completed')}
        </HeaderCell>
        <HeaderCell className="max-lg:hidden">{t('column.updated')}</HeaderCell>
      </TableHead>
      <TableBody>
        {flows.map((flow) => (
          <FlowRow key={flow.id} flow={flow} />
        ))}
      </TableBody>
    </Table>
  );
}

function FlowRow({ flow }: { flow: Flow }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  return (
    <Row>
      <Cell className="h-13 w-full max-w-0 min-w-36">
        <div className="flex items-center gap-2">
          <RowLink to={`/flows/${flow.key}`} className="truncate">
            {flow.name}
          </RowLink>
          {flow.has_draft_changes && flow.status === 'published' ? (
            <Badge tone="info" icon={<PencilLine aria-hidden="true" />} className="max-sm:hidden">
              {t('draft_changes')}
            </Badge>
          ) : null}
        </div>
        <span className="block truncate font-mono text-xs text-ink-muted">{flow.key}</span>
      </Cell>
      <Cell>
        <FlowStatusBadge status={flow.status} />
      </Cell>
      <Cell className="max-sm:hidden">
        <VersionName number={flow.live.live} />
      </Cell>
      <Cell className="max-sm:hidden">
        <VersionName number={flow.live.test} />
      </Cell>
      <Cell figures className="max-md:hidden">
        {format.number(flow.journeys.active)}
      </Cell>
      <Cell figures className="max-md:hidden">
        {format.number(flow.journeys.completed)}
      </Cell>
      <Cell className="text-ink-muted max-lg:hidden">
        <RelativeTime at={flow.updated_at} />
      </Cell>
    </Row>
  );
}
