import { X } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { SearchInput } from '../../../ui/search-input.tsx';
import { Select } from '../../../ui/select.tsx';
import { FlowSelect, MarketInput } from '../journeys/index.ts';
import { isFiltered, type ParticipantSearch, type ParticipantStatus, STATUSES } from './participant-search.ts';
import { focusFirstRow, SEARCH_ID } from './use-list-shortcuts.ts';

export interface ParticipantFiltersProps {
  search: ParticipantSearch;
  onFilter: (change: Partial<Omit<ParticipantSearch, 'cursor'>>) => void;
}

const EVERY = '*';

export function ParticipantFilters({ search, onFilter }: ParticipantFiltersProps) {
  const { t } = useTranslation('participants');
  const find = useCallback((q: string) => onFilter({ q }), [onFilter]);
  return (
    <div className="mb-3 flex flex-wrap gap-2">
      <SearchInput
        id={SEARCH_ID}
        label={t('filter.search')}
        maxLength={100}
        value={search.q}
        onSearch={find}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          focusFirstRow();
        }}
        className="flex-1 max-sm:basis-full sm:max-w-72 sm:min-w-52"
      />
      <FlowSelect
        label={t('filter.flow')}
        every={t('filter.every_flow')}
        value={search.flow}
        onChange={(flow) => onFilter({ flow })}
        className="w-44 max-sm:w-auto max-sm:basis-full"
      />
      <Select<ParticipantStatus | typeof EVERY>
        aria-label={t('filter.status')}
        value={search.status ?? EVERY}
        onChange={(status) => onFilter({ status: status === EVERY ? undefined : status })}
        options={[
          { value: EVERY, label: t('filter.every_status') },
          ...STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) })),
        ]}
        className="w-36 max-sm:w-auto max-sm:flex-1"
      />
      <MarketInput
        label={t('filter.market')}
        value={search.market}
        onChange={(market) => onFilter({ market })}
        className="w-24 max-sm:w-20"
      />
      {isFiltered(search) ? (
        <Button
          variant="ghost"
          icon={<X />}
          onClick={() => onFilter({ q: '', flow: undefined, status: undefined, market: undefined })}
        >
          {t('filter.clear')}
        </Button>
      ) : null}
    </div>
  );
}
