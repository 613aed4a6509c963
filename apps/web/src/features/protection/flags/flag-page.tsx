import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Skeleton, SkeletonRows } from '../../../ui/skeleton.tsx';
import { flagQuery } from './flag-queries.ts';
import { useMayWrite } from './may-write.ts';
import { LoadedFlag } from './page/loaded-flag.tsx';

/** One flag: its switch, its rules, its history and how to read it. */
export function FlagPage() {
  const { key = '' } = useParams();
  const mayWrite = useMayWrite();
  const flag = useQuery(flagQuery(key));
  if (flag.data) return <LoadedFlag key={flag.data.id} flag={flag.data} mayWrite={mayWrite} />;
  if (flag.error) return <ErrorState error={flag.error} onRetry={() => flag.refetch()} retrying={flag.isFetching} />;
  return <FlagSkeleton />;
}

function FlagSkeleton() {
  const { t } = useTranslation('flags');
  return (
    <>
      <PageHeader title={t('loading')} trail={[{ label: t('title'), to: '/flags' }]} />
      <Skeleton className="mb-5 h-16" />
      <SkeletonRows />
    </>
  );
}
