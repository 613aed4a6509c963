import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../ui/table.tsx';
import { ChartCard, shortDay } from '../charts/index.ts';
import type { Overview } from './overview-query.ts';
import { TrendChart } from './trend-chart.tsx';

type Trend = Overview['trend'];

export function TrendCard({ trend }: { trend: Trend }) {
  const { t } = useTranslation('overview');
  const head = [t('trend.day'), t('trend.started'), t('trend.completed')];
  return (
    <ChartCard
      title={t('trend.title')}
      fileName="stepwell-trend"
      chart={<TrendChart trend={trend} />}
      table={<TrendTable trend={trend} />}
      csv={() => [head, ...trend.map(({ day, started, completed }) => [day, started, completed])]}
    />
  );
}

function TrendTable({ trend }: { trend: Trend }) {
  const { t, i18n } = useTranslation('overview');
  const format = useFormat();
  return (
    <Table label={t('trend.title')} className="max-h-80 overflow-y-auto">
      <TableHead>
        <HeaderCell>{t('trend.day')}</HeaderCell>
        <HeaderCell figures>{t('trend.started')}</HeaderCell>
        <HeaderCell figures>{t('trend.completed')}</HeaderCell>
      </TableHead>
      <TableBody>
        {trend.toReversed().map(({ day, started, completed }) => (
          <Row key={day}>
            <Cell className="h-8">
              <time dateTime={day}>{shortDay(i18n.language, day)}</time>
            </Cell>
            <Cell figures className="h-8">
              {format.number(started)}
            </Cell>
            <Cell figures className="h-8">
              {format.number(completed)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
