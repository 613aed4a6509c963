import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../lib/use-format.ts';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../../ui/table.tsx';
import { useStepTitles } from '../diff/use-step-titles.ts';
import { useFlowDefinition } from '../draft/draft-context.tsx';
import type { DryRun } from '../flow-queries.ts';

/** Step by step: on how many journeys work is kept, asked again, or gone with the step. */
export function StepOutcomes({ steps }: { steps: DryRun['steps'] }) {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const titleOf = useStepTitles(useFlowDefinition());
  if (steps.length === 0) return <p className="text-ink-muted">{t('step.none')}</p>;
  const figure = (count: number) => (count === 0 ? <span className="text-ink-faint">0</span> : format.number(count));
  return (
    <Table label={t('dry_run.steps')} className="max-h-80 overflow-y-auto">
      <TableHead>
        <HeaderCell>{t('step.step')}</HeaderCell>
        <HeaderCell figures>{t('step.carried')}</HeaderCell>
        <HeaderCell figures>{t('step.reset')}</HeaderCell>
        <HeaderCell figures>{t('step.dropped')}</HeaderCell>
      </TableHead>
      <TableBody>
        {steps.map((step) => (
          <Row key={step.key}>
            <Cell className="whitespace-normal">{titleOf(step.key)}</Cell>
            <Cell figures>{figure(step.carried)}</Cell>
            <Cell figures>{figure(step.reset)}</Cell>
            <Cell figures>{figure(step.dropped)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
