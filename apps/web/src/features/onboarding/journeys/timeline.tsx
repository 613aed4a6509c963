import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { type Journey, timelineQuery } from './participant-query.ts';
import { byDay } from './timeline-days.ts';
import { TimelineLine } from './timeline-line.tsx';

/** What happened, newest first, day by day. */
export function Timeline({ externalId, journeys }: { externalId: string; journeys: Journey[] }) {
  const { t } = useTranslation('journeys');
  const format = useFormat();
  const timeline = useInfiniteQuery(timelineQuery(externalId));
  const entries = timeline.data?.pages.flatMap(({ data }) => data) ?? [];
  const titles = new Map(journeys.flatMap(({ steps }) => steps.map(({ key, title }) => [key, title] as const)));
  return (
    <Card title={t('timeline.title')} flush>
      {timeline.isPending ? <SkeletonRows rows={4} /> : null}
      {timeline.error ? (
        <ErrorState
          error={timeline.error}
          onRetry={() => timeline.refetch()}
          retrying={timeline.isFetching}
          className="m-3"
        />
      ) : null}
      {timeline.data && entries.length === 0 ? (
        <p className="p-6 text-center text-ink-muted">{t('timeline.none')}</p>
      ) : null}
      <ol className="flex flex-col">
        {byDay(entries).map(({ day, entries: ofDay }) => (
          <li key={day}>
            <h3 className="border-b bg-sunken px-4 py-1 text-xs font-medium text-ink-muted">
              <time dateTime={day}>{format.date(ofDay[0]?.occurred_at ?? day)}</time>
            </h3>
            <ol className="px-4 py-2">
              {ofDay.map((entry) => (
                <TimelineLine
                  key={entry.id}
                  entry={entry}
                  stepTitle={titles.get(entry.step_key ?? '') ?? entry.step_key}
                />
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {timeline.hasNextPage ? (
        <div className="flex justify-center border-t p-2">
          <Button variant="ghost" size="sm" busy={timeline.isFetchingNextPage} onClick={() => timeline.fetchNextPage()}>
            {t('timeline.earlier')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
