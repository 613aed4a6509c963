import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchInput } from '../../../../ui/search-input.tsx';
import { SegmentedControl } from '../../../../ui/segmented-control.tsx';
import { type FlowFilter, STATUSES } from './use-flow-search.ts';

const ALL = ['all', ...STATUSES] as const;

export function FlowFilters({ search, onChange }: { search: FlowFilter; onChange: (filter: FlowFilter) => void }) {
  const { t } = useTranslation('flows');
  const { q, status } = search;
  const find = useCallback((text: string) => onChange({ q: text, status }), [onChange, status]);
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput label={t('search')} value={q} onSearch={find} className="w-full sm:w-72" />
      <SegmentedControl
        label={t('status_filter')}
        value={status ?? 'all'}
        onChange={(next) => onChange({ q, status: next === 'all' ? undefined : next })}
        options={ALL.map((value) => ({ value, label: t(`status.${value}`), className: 'max-sm:px-2' }))}
        className="max-w-full overflow-x-auto"
      />
    </div>
  );
}
