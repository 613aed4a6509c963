import { ArrowRight, ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../../../lib/use-format.ts';
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '../../../../ui/table.tsx';
import type { DryRun } from '../flow-queries.ts';
import { OutcomeBadge } from './outcome-badge.tsx';

/** Some of the journeys that change, worst first. */
export function SampleTable({ samples }: { samples: DryRun['samples'] }) {
  const { t } = useTranslation('publishing');
  if (samples.length === 0) return <p className="text-ink-muted">{t('sample.none')}</p>;
  return (
    <Table label={t('dry_run.people')} className="max-h-80 overflow-y-auto">
      <TableHead>
        <HeaderCell>{t('sample.participant')}</HeaderCell>
        <HeaderCell>{t('sample.outcome')}</HeaderCell>
        <HeaderCell figures>{t('sample.progress')}</HeaderCell>
        <HeaderCell>{t('sample.asked_again')}</HeaderCell>
        <HeaderCell>{t('sample.dropped')}</HeaderCell>
      </TableHead>
      <TableBody>
        {samples.map((sample) => (
          <Row key={sample.journey_id}>
            <Cell>
              <ParticipantLink externalId={sample.external_id} />
            </Cell>
            <Cell>
              <OutcomeBadge outcome={sample.outcome} />
            </Cell>
            <Cell figures>
              <Progress before={sample.percent_before} after={sample.percent_after} />
            </Cell>
            <StepKeys keys={sample.reset} />
            <StepKeys keys={sample.dropped} />
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

/** In a tab of its own, so that the dry run stays in sight. */
function ParticipantLink({ externalId }: { externalId: string }) {
  const { t } = useTranslation('publishing');
  return (
    <Link
      to={`/participants/${encodeURIComponent(externalId)}`}
      target="_blank"
      className="inline-flex items-center gap-1 rounded-sm font-mono text-xs text-accent-text hover:underline"
    >
      {externalId}
      <ExternalLink aria-label={t('sample.new_tab')} role="img" className="size-3" />
    </Link>
  );
}

function Progress({ before, after }: { before: number; after: number }) {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  return (
    <span className="inline-flex items-center gap-1">
      {format.percent(before / 100)}
      <ArrowRight aria-label={t('sample.becomes')} role="img" className="size-3 text-ink-faint" />
      <b className="font-medium">{format.percent(after / 100)}</b>
    </span>
  );
}

function StepKeys({ keys }: { keys: readonly string[] }) {
  const text = keys.join(', ');
  return (
    <Cell className="max-w-48 truncate font-mono text-xs text-ink-muted" title={text}>
      {text || '–'}
    </Cell>
  );
}
