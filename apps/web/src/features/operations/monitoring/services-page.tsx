import { useQuery } from '@tanstack/react-query';
import { Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { ServiceList } from './service-list.tsx';
import { servicesQuery } from './services-query.ts';

/** The circuit breakers of the process that answers. */
export function ServicesPage() {
  const { t } = useTranslation('monitoring');
  const services = useQuery(servicesQuery);
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      {services.isPending ? <SkeletonRows rows={3} /> : null}
      {services.error ? (
        <ErrorState
          error={services.error}
          onRetry={() => services.refetch()}
          retrying={services.isFetching}
          className="mb-4"
        />
      ) : null}
      {services.data?.length === 0 ? (
        <EmptyState icon={Unplug} title={t('empty')}>
          {t('empty_text')}
        </EmptyState>
      ) : null}
      {services.data && services.data.length > 0 ? <ServiceList services={services.data} /> : null}
    </>
  );
}
