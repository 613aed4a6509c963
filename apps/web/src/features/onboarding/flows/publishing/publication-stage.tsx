import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../../../lib/use-format.ts';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { ProgressBar } from '../../../../ui/progress-bar.tsx';
import { isMoving, type Publication, publicationQuery } from '../flow-queries.ts';
import { OutcomeBar } from './outcome-bar.tsx';

export interface PublicationStageProps {
  publication: Publication;
  /** Called when the page is left for the list of publications. */
  onLeave: () => void;
}

/** How far the journeys have been moved, until all are. */
export function PublicationStage({ publication: first, onLeave }: PublicationStageProps) {
  const { t } = useTranslation('publishing');
  const client = useQueryClient();
  const { flow_key: key, id } = first;
  const query = useQuery({ ...publicationQuery(key, id), initialData: first });
  const publication = query.data;
  const isDone = !isMoving(publication);
  useEffect(() => {
    if (isDone)
      void client.invalidateQueries({
        queryKey: ['flows'],
        predicate: ({ queryKey }) => queryKey[1] !== 'publication',
      });
  }, [client, isDone]);
  return (
    <div className="flex flex-col gap-5">
      {query.error ? <ErrorState error={query.error} onRetry={() => query.refetch()} /> : null}
      <p role="status" className="flex items-center gap-2 text-base text-ink">
        {isDone ? <CircleCheck aria-hidden="true" className="size-5 text-good-text" /> : null}
        {t(`published.${isDone ? 'done' : 'moving'}_${publication.environment}`, { number: publication.to_version })}
      </p>
      {isDone ? null : <Moving publication={publication} />}
      {isDone && publication.counts.total > 0 ? <OutcomeBar counts={publication.counts} /> : null}
      <p className="text-ink-muted">
        {t(isDone ? 'published.roll_back' : 'published.may_close')}{' '}
        <Link
          to={`/flows/${key}/publications`}
          onClick={onLeave}
          className="text-accent-text underline underline-offset-4"
        >
          {t('published.link')}
        </Link>
      </p>
    </div>
  );
}

export function Moving({ publication }: { publication: Publication }) {
  const { t } = useTranslation('publishing');
  const format = useFormat();
  const { journeys_migrated: moved, journeys_total: total } = publication;
  return (
    <div className="flex flex-col gap-1.5">
      <ProgressBar label={t('published.progress')} value={total > 0 ? (100 * moved) / total : 0} />
      <p data-figures className="text-xs text-ink-muted">
        {t('published.moved', { moved: format.number(moved), total: format.number(total) })}
      </p>
    </div>
  );
}
