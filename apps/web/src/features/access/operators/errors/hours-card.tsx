import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../lib/use-format.ts';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../../ui/table.tsx';
import { ChartCard } from '../../../insight/charts/index.ts';
import { DayBars } from '../installation/day-bars.tsx';
import type { ErrorGroup } from './error-queries.ts';
import { hourText } from './hour-text.ts';

type Hours = ErrorGroup['by_hour'];

/** How often it happened, hour by hour, in the reader's own time. */
export function HoursCard({ hours }: { hours: Hours }) {
  const { t, i18n } = useTranslation('operators');
  return (
    <ChartCard
      title={t('errors.hours', { count: hours.length })}
      fileName="stepwell-error"
      chart={
        <DayBars
          title={t('errors.column.count')}
          days={hours.map(({ hour, count }) => ({ date: hour, value: count }))}
          textOf={(hour) => hourText(i18n.language, hour)}
        />
      }
      table={<HoursTable hours={hours} />}
      csv={() => [
        [t('errors.column.hour'), t('errors.column.count')],
        ...hours.map(({ hour, count }) => [hour, count]),
      ]}
    />
  );
}

function HoursTable({ hours }: { hours: Hours }) {
  const { t, i18n } = useTranslation('operators');
  const format = useFormat();
  return (
    <Table label={t('errors.hours', { count: hours.length })} className="max-h-80 overflow-y-auto">
      <TableHead>
        <HeaderCell>{t('errors.column.hour')}</HeaderCell>
        <HeaderCell figures>{t('errors.column.count')}</HeaderCell>
      </TableHead>
      <TableBody>
        {hours.toReversed().map(({ hour, count }) => (
          <Row key={hour}>
            <Cell className="h-8">
              <time dateTime={hour}>{hourText(i18n.language, hour)}</time>
            </Cell>
            <Cell figures className="h-8">
              {format.number(count)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
