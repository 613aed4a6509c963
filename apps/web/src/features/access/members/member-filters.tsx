import { MEMBER_ROLES, type MemberRole } from '@stepwell/contract';
import { X } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { SearchInput } from '../../../ui/search-input.tsx';
import { Select } from '../../../ui/select.tsx';
import { isFiltered, type MemberFilter, type MemberSearch } from './member-search.ts';

const EVERY = '*';

export function MemberFilters({
  search,
  onFilter,
}: {
  search: MemberSearch;
  onFilter: (change: MemberFilter) => void;
}) {
  const { t } = useTranslation('members');
  const find = useCallback((q: string) => onFilter({ q }), [onFilter]);
  return (
    <div className="mb-3 flex flex-wrap gap-2">
      <SearchInput
        label={t('filter.search')}
        maxLength={100}
        value={search.q}
        onSearch={find}
        className="flex-1 max-sm:basis-full sm:max-w-72 sm:min-w-52"
      />
      <Select<MemberRole | typeof EVERY>
        aria-label={t('filter.role')}
        value={search.role ?? EVERY}
        onChange={(role) => onFilter({ role: role === EVERY ? undefined : role })}
        options={[
          { value: EVERY, label: t('filter.every_role') },
          ...MEMBER_ROLES.toReversed().map((role) => ({ value: role, label: t(`role.${role}`) })),
        ]}
        className="w-40 max-sm:flex-1"
      />
      {isFiltered(search) ? (
        <Button variant="ghost" icon={<X />} onClick={() => onFilter({ q: '', role: undefined })}>
          {t('filter.clear')}
        </Button>
      ) : null}
    </div>
  );
}
