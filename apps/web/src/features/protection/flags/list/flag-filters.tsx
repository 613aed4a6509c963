import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchInput } from '../../../../ui/search-input.tsx';
import { Switch } from '../../../../ui/switch.tsx';
import type { FlagFilter, FlagSearch } from './flag-search.ts';

export function FlagFilters({ search, onFilter }: { search: FlagSearch; onFilter: (change: FlagFilter) => void }) {
  const { t } = useTranslation('flags');
  const find = useCallback((q: string) => onFilter({ q }), [onFilter]);
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchInput label={t('search')} maxLength={100} value={search.q} onSearch={find} className="w-full sm:w-72" />
      <Switch
        label={t('archived')}
        checked={search.archived}
        onChange={(archived) => onFilter({ archived })}
        className="items-center gap-2 [&>span]:mt-0"
      />
    </div>
  );
}
