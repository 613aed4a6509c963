import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Percent } from '../../../ui/percent.tsx';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../ui/table.tsx';
import type { FunnelRow } from './funnel-rows.ts';

const COLUMNS = ['saw', 'entered', 'conversion', 'overall', 'lost', 'median', 'p90'] as const;

export function FunnelTable({ rows, label }: { rows: FunnelRow[]; label: string }) {
  const { t } = useTranslation('funnels');
  const format = useFormat();
  const time = (seconds: number | null) => (seconds === null ? '–' : format.duration(seconds));
  return (
    <Table label={label}>
      <TableHead>
        <HeaderCell>{t('table.stage')}</HeaderCell>
        {COLUMNS.map((column) => (
          <HeaderCell key={column} figures>
            {t(`table.${column}`)}
          </HeaderCell>
        ))}
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.key}>
            <Cell className="max-w-72 truncate font-medium text-ink">{row.title}</Cell>
            <Cell figures>{format.number(row.saw)}</Cell>
            <Cell figures>{format.number(row.entered)}</Cell>
            <Cell figures>
              <Percent share={row.conversion} />
            </Cell>
            <Cell figures>
              <Percent share={row.overall} />
            </Cell>
            <Cell figures>{format.number(row.lost)}</Cell>
            <Cell figures>{time(row.median_seconds)}</Cell>
            <Cell figures>{time(row.p90_seconds)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
