import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Cell, HeaderCell, Row, RowLink, Table, TableBody, TableHead } from '../../../ui/table.tsx';
import { useFlowChoice, useStepTitles } from '../journeys/index.ts';
import type { ListedParticipant } from './participant-list-query.ts';

export interface ParticipantTableProps {
  participants: ListedParticipant[];
  stale: boolean;
  /** Absent for those who may not. */
  onOpenAs?: (externalId: string, flowKey: string | undefined) => void;
}

export function ParticipantTable({ participants, stale, onOpenAs }: ParticipantTableProps) {
  const { t } = useTranslation('participants');
  return (
    <Table label={t('title')} stale={stale} className={stale ? 'opacity-60' : undefined}>
      <TableHead>
        <HeaderCell>{t('column.participant')}</HeaderCell>
        <HeaderCell className="max-lg:hidden">{t('column.market')}</HeaderCell>
        <HeaderCell className="max-lg:hidden">{t('column.flow')}</HeaderCell>
        <HeaderCell>{t('column.progress')}</HeaderCell>
        <HeaderCell>{t('column.next_step')}</HeaderCell>
        <HeaderCell className="text-right">{t('column.last_activity')}</HeaderCell>
        {onOpenAs ? (
          <HeaderCell className="w-10">
            <span className="sr-only">{t('column.actions')}</span>
          </HeaderCell>
        ) : null}
      </TableHead>
      <ParticipantRows participants={participants} onOpenAs={onOpenAs} />
    </Table>
  );
}

function ParticipantRows({ participants, onOpenAs }: Omit<ParticipantTableProps, 'stale'>) {
  const { t } = useTranslation('participants');
  const flows = useFlowChoice();
  const titleOf = useStepTitles(participants.flatMap(({ journey }) => (journey ? [journey] : [])));
  const flowName = (key: string) => flows?.find((flow) => flow.key === key)?.name ?? key;
  return (
    <TableBody>
      {participants.map((participant) => {
        const { journey, external_id: externalId } = participant;
        const name = participant.display_name ?? externalId;
        return (
          <Row key={participant.id}>
            <Cell className="max-w-72 max-sm:max-w-36">
              <span className="flex min-w-0 flex-col gap-x-2 sm:flex-row sm:items-baseline">
                <RowLink to={`/participants/${encodeURIComponent(externalId)}`} className="truncate">
                  {name}
                </RowLink>
                {participant.display_name ? (
                  <span className="truncate font-mono text-xs text-ink-muted">{externalId}</span>
                ) : null}
              </span>
            </Cell>
            <Cell className="max-lg:hidden">{participant.market ?? '–'}</Cell>
            <Cell className="max-w-48 truncate max-lg:hidden">{journey ? flowName(journey.flow_key) : '–'}</Cell>
            <Cell>
              {journey ? <JourneyProgress journey={journey} name={name} /> : <Badge>{t('status.not_started')}</Badge>}
            </Cell>
            <Cell className="max-w-56 truncate text-ink-muted max-lg:max-w-36">
              {journey?.next_step ? (titleOf(journey, journey.next_step) ?? journey.next_step) : '–'}
            </Cell>
            <Cell className="text-right text-ink-muted">
              <RelativeTime
                at={journey?.last_activity_at ?? participant.last_seen_at ?? participant.created_at}
                className="relative z-1"
              />
            </Cell>
            {onOpenAs ? (
              <Cell className="px-1">
                <IconButton
                  size="sm"
                  label={t('open_as_whom', { name })}
                  icon={<ExternalLink />}
                  className="relative z-1"
                  onClick={() => onOpenAs(externalId, journey?.flow_key)}
                />
              </Cell>
            ) : null}
          </Row>
        );
      })}
    </TableBody>
  );
}

function JourneyProgress({ journey, name }: { journey: NonNullable<ListedParticipant['journey']>; name: string }) {
  const { t } = useTranslation('participants');
  return (
    <span className="flex items-center gap-2">
      <ProgressBar
        value={journey.percent}
        label={t('progress_of', { name })}
        tone={journey.status === 'completed' ? 'good' : 'accent'}
        className="w-14 lg:w-20"
      />
      <span data-figures className="w-10 text-right">
        {t('percent', { percent: journey.percent })}
      </span>
    </span>
  );
}
