import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Callout } from '../../../../ui/callout.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { RadioGroup } from '../../../../ui/radio-group.tsx';
import { Skeleton } from '../../../../ui/skeleton.tsx';
import { DiffView, isEmptyDiff } from '../diff/diff-view.tsx';
import { useStepTitles } from '../diff/use-step-titles.ts';
import { useDraft, useFlowDefinition } from '../draft/draft-context.tsx';
import { useFlow } from '../flow-context.ts';
import { diffQuery, type PublishMode, type PublishWish, versionQuery } from '../flow-queries.ts';

const MODES: readonly PublishMode[] = ['carry', 'finish_on_old', 'restart'];

export interface ChooseStageProps {
  wish: PublishWish;
  onChange: (wish: PublishWish) => void;
}

/** Where to, what happens with the journeys under way, and what changes. */
export function ChooseStage({ wish, onChange }: ChooseStageProps) {
  const { t } = useTranslation('publishing');
  const { flow } = useFlow();
  const live = flow.live[wish.environment];
  return (
    <div className="flex flex-col gap-5">
      <RadioGroup
        legend={t('where')}
        look="cards"
        value={wish.environment}
        onChange={(environment) => onChange({ ...wish, environment })}
        options={(['live', 'test'] as const).map((value) => ({
          value,
          label: <b className="font-medium">{t(`environment.${value}`)}</b>,
          detail: flow.live[value] === null ? t('nothing_live') : t('now_live', { number: flow.live[value] }),
        }))}
        className="grid sm:grid-cols-2"
      />
      {live === null ? (
        <Callout>{t('first')}</Callout>
      ) : (
        <>
          <RadioGroup
            legend={t('mode.label')}
            look="cards"
            value={wish.mode}
            onChange={(mode) => onChange({ ...wish, mode })}
            options={MODES.map((value) => ({
              value,
              label: <b className="font-medium">{t(`mode.${value}`)}</b>,
              detail: t(`mode.${value}_means`),
            }))}
          />
          <ChangesAgainst number={live} />
        </>
      )}
    </div>
  );
}

/** What the draft changes against what is live. */
function ChangesAgainst({ number }: { number: number }) {
  const { t } = useTranslation('publishing');
  const { flow } = useFlow();
  const draft = useFlowDefinition();
  const rowVersion = useDraft((state) => state.rowVersion);
  const diff = useQuery(diffQuery(flow.key, String(number), 'draft', rowVersion));
  const live = useQuery({ ...versionQuery(flow.key, number), staleTime: Number.POSITIVE_INFINITY });
  const titleOf = useStepTitles(draft, live.data?.definition);
  return (
    <section aria-labelledby="publish-changes" className="flex flex-col gap-2">
      <h3 id="publish-changes" className="font-medium text-ink">
        {t('changes', { number })}
      </h3>
      {diff.isPending ? <Skeleton className="h-24" /> : null}
      {diff.error && !diff.data ? <ErrorState error={diff.error} onRetry={() => diff.refetch()} /> : null}
      {diff.data && isEmptyDiff(diff.data) ? <Callout>{t('no_changes')}</Callout> : null}
      {diff.data && !isEmptyDiff(diff.data) ? (
        // What scrolls must be reachable by keyboard.
        <div tabIndex={0} className="max-h-80 overflow-y-auto rounded-lg">
          <DiffView diff={diff.data} titleOf={titleOf} />
        </div>
      ) : null}
    </section>
  );
}
