import { useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { useListSearch } from '../../../../lib/use-list-search.ts';
import { PageHeader } from '../../../../ui/page-header.tsx';
import { usersQuery } from '../console-queries.ts';
import { ListFilters } from '../list-filters.tsx';
import { isFiltered, listAddress } from '../list-search.ts';
import { ListSection } from '../list-section.tsx';
import { UserList } from './user-list.tsx';

const STATES = ['active', 'unverified', 'suspended', 'anonymized', 'operator'] as const;
const ADDRESS = listAddress(STATES);

export function UsersPage() {
  const { t } = useTranslation('operators');
  const { search, filter, next, previous } = useListSearch(ADDRESS);
  const list = useQuery(usersQuery(search));
  return (
    <>
      <PageHeader title={t('users.title')} description={t('users.lead')} />
      <ListFilters
        search={search}
        onFilter={filter}
        label={t('users.search')}
        states={STATES.map((value) => ({ value, label: t(`user_state.${value}`) }))}
      />
      <ListSection
        list={list}
        filtered={isFiltered(search)}
        onClear={() => filter({ q: '', state: undefined })}
        onNext={next}
        onPrevious={previous}
        empty={
          <EmptyState icon={Users} title={t('users.empty')}>
            {t('users.empty_text')}
          </EmptyState>
        }
      >
        {(users, stale) => <UserList users={users} stale={stale} />}
      </ListSection>
    </>
  );
}
