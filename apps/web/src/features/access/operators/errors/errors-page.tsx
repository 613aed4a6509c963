import { useQuery } from '@tanstack/react-query';
import { CircleCheckBig } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useListSearch } from '../../../../lib/use-list-search.ts';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { ListSection } from '../list-section.tsx';
import { ErrorFilters } from './error-filters.tsx';
import { ErrorList } from './error-list.tsx';
import { errorsQuery } from './error-queries.ts';
import { ERROR_ADDRESS, isNarrowed, NO_FILTERS } from './error-search.ts';

export function ErrorsPage() {
  const { t } = useTranslation('operators');
  const { search, filter, next, previous } = useListSearch(ERROR_ADDRESS);
  const list = useQuery(errorsQuery(search));
  return (
    <>
      <PageHeader title={t('errors.title')} description={t('errors.lead')} />
      <ErrorFilters search={search} onFilter={filter} />
      <ListSection
        list={list}
        filtered={isNarrowed(search)}
        onClear={() => filter(NO_FILTERS)}
        onNext={next}
        onPrevious={previous}
        empty={
          <EmptyState icon={CircleCheckBig} title={t('errors.empty')}>
            {t('errors.empty_text')}
          </EmptyState>
        }
      >
        {(errors, stale) => <ErrorList errors={errors} stale={stale} />}
      </ListSection>
    </>
  );
}
