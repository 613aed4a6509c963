import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../ui/table.tsx';
import { BarList, ChartCard } from '../charts/index.ts';
import { NothingCard } from './nothing-card.tsx';
import type { Overview } from './overview-query.ts';

type Refusal = Overview['gate_refusals'][number];

/** The rest stands in the table. */
const MOST_BARS = 5;

/** What participants were kept from, by which step, and where in the tenant's product they asked. */
export function RefusalsCard({ refusals }: { refusals: Refusal[] }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  if (refusals.length === 0) return <NothingCard title={t('refusals.title')}>{t('refusals.none')}</NothingCard>;
  const bars = refusals.slice(0, MOST_BARS).map((refusal) => ({
    id: idOf(refusal),
    label: <span className="font-mono text-xs">{refusal.capability}</span>,
    detail: t('refusals.because', { step: refusal.step_key, route: refusal.route }),
    value: refusal.count,
    figure: format.number(refusal.count),
  }));
  const head = [t('refusals.capability'), t('refusals.step'), t('refusals.route'), t('refusals.count')];
  return (
    <ChartCard
      title={t('refusals.title')}
      note={refusals.length > MOST_BARS ? t('refusals.more', { count: refusals.length - MOST_BARS }) : undefined}
      fileName="stepwell-gate-refusals"
      chart={<BarList label={t('refusals.title')} bars={bars} tone="warn" />}
      table={<RefusalsTable refusals={refusals} />}
      csv={() => [
        head,
        ...refusals.map(({ capability, step_key, route, count }) => [capability, step_key, route, count]),
      ]}
    />
  );
}

function RefusalsTable({ refusals }: { refusals: Refusal[] }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  return (
    <Table label={t('refusals.title')}>
      <TableHead>
        <HeaderCell>{t('refusals.capability')}</HeaderCell>
        <HeaderCell>{t('refusals.step')}</HeaderCell>
        <HeaderCell figures>{t('refusals.count')}</HeaderCell>
        <HeaderCell>{t('refusals.route')}</HeaderCell>
      </TableHead>
      <TableBody>
        {refusals.map((refusal) => (
          <Row key={idOf(refusal)}>
            <Cell className="h-8 font-mono text-xs">{refusal.capability}</Cell>
            <Cell className="h-8 font-mono text-xs">{refusal.step_key}</Cell>
            <Cell figures className="h-8">
              {format.number(refusal.count)}
            </Cell>
            <Cell className="h-8 font-mono text-xs">{refusal.route}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function idOf({ capability, step_key, route }: Refusal): string {
  return `${capability} ${step_key} ${route}`;
}
