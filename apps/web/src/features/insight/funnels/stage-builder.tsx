import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { eventNamesQuery } from './funnel-query.ts';
import { type EventStage, MOST_STAGES } from './funnel-search.ts';
import { moved } from './moved.ts';
import { StageLine } from './stage-line.tsx';

export interface StageBuilderProps {
  stages: EventStage[];
  onChange: (stages: EventStage[]) => void;
}

/** Stages of one's own: any events of the log, in any order. */
export function StageBuilder({ stages, onChange }: StageBuilderProps) {
  const { t } = useTranslation('funnels');
  const names = useQuery(eventNamesQuery);
  const change = (index: number, stage: EventStage) =>
    onChange(stages.map((other, at) => (at === index ? stage : other)));
  return (
    <Card title={t('builder.title')} flush>
      {names.error ? (
        <ErrorState error={names.error} onRetry={() => names.refetch()} retrying={names.isFetching} className="m-3" />
      ) : null}
      <ol className="divide-y">
        {stages.map((stage, index) => (
          <StageLine
            // A stage has no identity of its own: its place is all there is.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            stage={stage}
            number={index + 1}
            names={names.data ?? []}
            onChange={(next) => change(index, next)}
            onUp={index > 0 ? () => onChange(moved(stages, index, index - 1)) : undefined}
            onDown={index < stages.length - 1 ? () => onChange(moved(stages, index, index + 1)) : undefined}
            onRemove={stages.length > 1 ? () => onChange(stages.filter((_, at) => at !== index)) : undefined}
          />
        ))}
      </ol>
      <div className="border-t p-3">
        <Button
          size="sm"
          icon={<Plus />}
          disabled={stages.length >= MOST_STAGES}
          onClick={() => onChange([...stages, { title: '', events: [] }])}
        >
          {t('builder.add_stage')}
        </Button>
      </div>
    </Card>
  );
}
