import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Cell, HeaderCell, Row, RowLink, Table, TableBody, TableHead } from '../../../ui/table.tsx';
import { Percent } from '../../../ui/percent.tsx';
import { useLiveStepTitles } from '../../onboarding/journeys/index.ts';
import { BarList, ChartCard } from '../charts/index.ts';
import { NothingCard } from './nothing-card.tsx';
import type { Overview } from './overview-query.ts';

type StuckStep = Overview['stuck_steps'][number];

/** Where open journeys stand. */
export function StuckCard({ steps: open }: { steps: StuckStep[] }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const titleOf = useLiveStepTitles(open);
  const steps = open.map((step) => ({ ...step, title: titleOf(step) ?? step.title }));
  if (steps.length === 0) return <NothingCard title={t('stuck.title')}>{t('stuck.nobody')}</NothingCard>;
  const bars = steps.map((step) => ({
    id: `${step.flow_key} ${step.step_key}`,
    label: step.title,
    value: step.open,
    figure: t('stuck.figure', { open: format.number(step.open), share: format.percent(step.share) }),
    to: addressOf(step),
  }));
  const head = [t('stuck.flow'), t('stuck.step'), t('stuck.step_title'), t('stuck.open'), t('stuck.share')];
  return (
    <ChartCard
      title={t('stuck.title')}
      fileName="stepwell-stuck-steps"
      chart={<BarList label={t('stuck.title')} bars={bars} />}
      table={<StuckTable steps={steps} />}
      csv={() => [head, ...steps.map((step) => [step.flow_key, step.step_key, step.title, step.open, step.share])]}
    />
  );
}

function StuckTable({ steps }: { steps: StuckStep[] }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  return (
    <Table label={t('stuck.title')}>
      <TableHead>
        <HeaderCell>{t('stuck.step_title')}</HeaderCell>
        <HeaderCell figures>{t('stuck.open')}</HeaderCell>
        <HeaderCell figures>{t('stuck.share')}</HeaderCell>
      </TableHead>
      <TableBody>
        {steps.map((step) => (
          <Row key={`${step.flow_key} ${step.step_key}`}>
            <Cell className="h-8">
              <RowLink to={addressOf(step)}>{step.title}</RowLink>
            </Cell>
            <Cell figures className="h-8">
              {format.number(step.open)}
            </Cell>
            <Cell figures className="h-8">
              <Percent share={step.share} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function addressOf({ flow_key }: StuckStep): string {
  return `/participants?flow=${encodeURIComponent(flow_key)}&status=active`;
}
