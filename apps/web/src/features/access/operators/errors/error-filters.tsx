import { X } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../../../../lib/use-list-search.ts';
import { Button } from '../../../../ui/button.tsx';
import { Select } from '../../../../ui/select.tsx';
import { ListSearchInput } from '../list-filters.tsx';
import { CATEGORIES, type ErrorSearch, isNarrowed, NO_FILTERS, SEVERITIES, STATES } from './error-search.ts';

interface ErrorFiltersProps {
  search: ErrorSearch;
  onFilter: (change: Filter<ErrorSearch>) => void;
}

const EVERY = '*';

export function ErrorFilters({ search, onFilter }: ErrorFiltersProps) {
  const { t } = useTranslation('operators');
  const find = useCallback((q: string) => onFilter({ q }), [onFilter]);
  return (
    <div className="mb-3 flex flex-wrap gap-2">
      <ListSearchInput label={t('errors.search')} value={search.q} onSearch={find} />
      <Select
        aria-label={t('errors.column.state')}
        value={search.state}
        onChange={(state) => onFilter({ state })}
        options={STATES.map((value) => ({ value, label: t(`errors.state.${value}`) }))}
        className="w-40 max-sm:min-w-34 max-sm:flex-1"
      />
      <Select<(typeof SEVERITIES)[number] | typeof EVERY>
        aria-label={t('errors.column.severity')}
        value={search.severity ?? EVERY}
        onChange={(severity) => onFilter({ severity: severity === EVERY ? undefined : severity })}
        options={[
          { value: EVERY, label: t('errors.every_severity') },
          ...SEVERITIES.map((value) => ({ value, label: t(`errors.severity.${value}`) })),
        ]}
        className="w-40 max-sm:min-w-34 max-sm:flex-1"
      />
      <Select<(typeof CATEGORIES)[number] | typeof EVERY>
        aria-label={t('errors.column.category')}
        value={search.category ?? EVERY}
        onChange={(category) => onFilter({ category: category === EVERY ? undefined : category })}
        options={[
          { value: EVERY, label: t('errors.every_category') },
          ...CATEGORIES.map((value) => ({ value, label: t(`errors.category.${value}`) })),
        ]}
        className="w-48 max-sm:min-w-34 max-sm:flex-1"
      />
      {isNarrowed(search) ? (
        <Button variant="ghost" icon={<X />} onClick={() => onFilter(NO_FILTERS)}>
          {t('list.clear')}
        </Button>
      ) : null}
    </div>
  );
}
