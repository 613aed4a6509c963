import { useQuery } from '@tanstack/react-query';
import { Building2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { useListSearch } from '../../../../lib/use-list-search.ts';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { organizationsQuery } from '../console-queries.ts';
import { ListFilters } from '../list-filters.tsx';
import { isFiltered, listAddress } from '../list-search.ts';
import { ListSection } from '../list-section.tsx';
import { OrganizationList } from './organization-list.tsx';

const STATES = ['active', 'suspended', 'deleted'] as const;
const ADDRESS = listAddress(STATES);

export function OrganizationsPage() {
  const { t } = useTranslation('operators');
  const { search, filter, next, previous } = useListSearch(ADDRESS);
  const list = useQuery(organizationsQuery(search));
  return (
    <>
      <PageHeader title={t('organizations.title')} description={t('organizations.lead')} />
      <ListFilters
        search={search}
        onFilter={filter}
        label={t('organizations.search')}
        states={STATES.map((value) => ({ value, label: t(`organization_state.${value}`) }))}
      />
      <ListSection
        list={list}
        filtered={isFiltered(search)}
        onClear={() => filter({ q: '', state: undefined })}
        onNext={next}
        onPrevious={previous}
        empty={
          <EmptyState icon={Building2} title={t('organizations.empty')}>
            {t('organizations.empty_text')}
          </EmptyState>
        }
      >
        {(organizations, stale) => <OrganizationList organizations={organizations} stale={stale} />}
      </ListSection>
    </>
  );
}
