import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { Skeleton, SkeletonRows } from '../../../../ui/skeleton.tsx';
import { installationQuery } from '../console-queries.ts';
import { DaysCard } from './days-card.tsx';
import { InstallationFigures } from './installation-figures.tsx';

export function InstallationPage() {
  const { t } = useTranslation('operators');
  const installation = useQuery(installationQuery);
  return (
    <>
      <PageHeader title={t('installation.title')} description={t('installation.lead')} />
      {installation.isPending ? <Pending /> : null}
      {installation.error ? (
        <ErrorState
          error={installation.error}
          onRetry={() => installation.refetch()}
          retrying={installation.isFetching}
          className="mb-4"
        />
      ) : null}
      {installation.data ? (
        <div className="flex flex-col gap-4">
          <InstallationFigures installation={installation.data} />
          <DaysCard days={installation.data.by_day} />
        </div>
      ) : null}
    </>
  );
}

function Pending() {
  return (
    <div className="flex flex-col gap-4">
      <div className="rounded-lg border bg-surface p-4">
        <Skeleton className="h-6 w-24" />
      </div>
      <SkeletonRows rows={6} />
    </div>
  );
}
