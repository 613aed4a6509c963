import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../lib/use-format.ts';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../../ui/table.tsx';
import { ChartCard, shortDay } from '../../../insight/charts/index.ts';
import type { Installation } from '../console-queries.ts';
import { DayBars } from './day-bars.tsx';

type Days = Installation['by_day'];

const SERIES = ['sign_ins', 'users', 'organizations', 'completed_journeys'] as const;

/** What happened on each day: a small picture for each figure, because their sizes differ. */
export function DaysCard({ days }: { days: Days }) {
  const { t } = useTranslation('operators');
  const head = [t('days.day'), ...SERIES.map((series) => t(`days.${series}`))];
  return (
    <ChartCard
      title={t('days.title', { count: days.length })}
      fileName="stepwell-installation"
      chart={
        <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
          {SERIES.map((series) => (
            <DayBars
              key={series}
              title={t(`days.${series}`)}
              days={days.map((day) => ({ date: day.date, value: day[series] }))}
            />
          ))}
        </div>
      }
      table={<DaysTable days={days} />}
      csv={() => [head, ...days.map((day) => [day.date, ...SERIES.map((series) => day[series])])]}
    />
  );
}

function DaysTable({ days }: { days: Days }) {
  const { t, i18n } = useTranslation('operators');
  const format = useFormat();
  return (
    <Table label={t('days.title', { count: days.length })} className="max-h-80 overflow-y-auto">
      <TableHead>
        <HeaderCell>{t('days.day')}</HeaderCell>
        {SERIES.map((series) => (
          <HeaderCell key={series} figures>
            {t(`days.${series}`)}
          </HeaderCell>
        ))}
      </TableHead>
      <TableBody>
        {days.toReversed().map((day) => (
          <Row key={day.date}>
            <Cell className="h-8">
              <time dateTime={day.date}>{shortDay(i18n.language, day.date)}</time>
            </Cell>
            {SERIES.map((series) => (
              <Cell key={series} figures className="h-8">
                {format.number(day[series])}
              </Cell>
            ))}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
