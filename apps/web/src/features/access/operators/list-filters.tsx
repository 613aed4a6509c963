import { X } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../../lib/shortcuts.ts';
import { Button } from '../../../ui/button.tsx';
import { SearchInput } from '../../../ui/search-input.tsx';
import { Select } from '../../../ui/select.tsx';
import { isFiltered, type ListSearch, type ListFilter } from './list-search.ts';

export interface ListFiltersProps<S extends string> {
  search: ListSearch<S>;
  onFilter: (change: ListFilter<S>) => void;
  label: string;
  states: readonly { value: S; label: string }[];
}

const EVERY = '*';
const SEARCH_ID = 'console-search';

export function ListFilters<S extends string>({ search, onFilter, label, states }: ListFiltersProps<S>) {
  const { t } = useTranslation('operators');
  const find = useCallback((q: string) => onFilter({ q }), [onFilter]);
  return (
    <div className="mb-3 flex flex-wrap gap-2">
      <ListSearchInput label={label} value={search.q} onSearch={find} />
      <Select<S | typeof EVERY>
        aria-label={t('list.state')}
        value={search.state ?? EVERY}
        onChange={(state) => onFilter({ state: state === EVERY ? undefined : state })}
        options={[{ value: EVERY, label: t('list.every_state') }, ...states]}
        className="w-44 max-sm:flex-1"
      />
      {isFiltered(search) ? (
        <Button variant="ghost" icon={<X />} onClick={() => onFilter({ q: '', state: undefined })}>
          {t('list.clear')}
        </Button>
      ) : null}
    </div>
  );
}

interface ListSearchInputProps {
  label: string;
  value: string;
  onSearch: (text: string) => void;
}

/** The text that a list is searched for, with the keys that lead there and on to the rows. */
export function ListSearchInput(props: ListSearchInputProps) {
  useListShortcuts();
  return (
    <SearchInput
      id={SEARCH_ID}
      maxLength={120}
      {...props}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown') return;
        event.preventDefault();
        focusFirstRow();
      }}
      className="flex-1 max-sm:basis-full sm:max-w-96 sm:min-w-52"
    />
  );
}

/** Inside the list, the table's own keys go on. */
function useListShortcuts() {
  const { t } = useTranslation('operators');
  const shortcuts = useMemo(
    () => [
      { keys: '/', label: t('list.search'), run: () => document.getElementById(SEARCH_ID)?.focus() },
      { keys: 'j', label: t('list.rows'), run: focusFirstRow },
    ],
    [t],
  );
  useShortcuts('console-list', t('list.title'), shortcuts);
}

function focusFirstRow() {
  const links = document.querySelectorAll<HTMLElement>('a[data-row-link]');
  // Of the table and the list for narrow screens one is hidden.
  [...links].find((link) => link.offsetParent !== null)?.focus();
}
