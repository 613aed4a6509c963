import { X } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Input } from '../../../ui/input.tsx';
import { SearchInput } from '../../../ui/search-input.tsx';
import { Select } from '../../../ui/select.tsx';
import { AUDIT_ACTOR_KINDS } from './actor-kinds.ts';
import { type ActorKind, type AuditFilter, type AuditSearch, isFiltered, NO_FILTER } from './audit-search.ts';

export interface AuditFiltersProps {
  search: AuditSearch;
  onFilter: (change: AuditFilter) => void;
}

const EVERY = '*';

export function AuditFilters({ search, onFilter }: AuditFiltersProps) {
  const { t } = useTranslation('audit');
  const find = useCallback((action: string) => onFilter({ action }), [onFilter]);
  const day = (name: 'from' | 'to') => (
    <label className="flex items-center gap-1.5 text-ink-muted max-sm:basis-full">
      <span className="max-sm:w-10">{t(`filter.${name}`)}</span>
      <Input
        type="date"
        value={search[name] ?? ''}
        onChange={(event) => onFilter({ [name]: event.target.value || undefined })}
        className="w-36 max-sm:flex-1"
      />
    </label>
  );
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput
        label={t('filter.action')}
        maxLength={120}
        value={search.action}
        onSearch={find}
        className="flex-1 max-sm:basis-full sm:max-w-72 sm:min-w-44"
      />
      <Select<ActorKind | typeof EVERY>
        aria-label={t('filter.actor_kind')}
        value={search.actorKind ?? EVERY}
        onChange={(kind) => onFilter({ actorKind: kind === EVERY ? undefined : kind })}
        options={[
          { value: EVERY, label: t('filter.everybody') },
          ...AUDIT_ACTOR_KINDS.map((value) => ({ value, label: t(`actor_kind.${value}`) })),
        ]}
        className="w-40 max-sm:w-auto max-sm:basis-full"
      />
      {day('from')}
      {day('to')}
      {search.resource || search.actor ? <Narrowed search={search} onFilter={onFilter} /> : null}
      {isFiltered(search) ? (
        <Button variant="ghost" icon={<X />} onClick={() => onFilter(NO_FILTER)}>
          {t('filter.clear')}
        </Button>
      ) : null}
    </div>
  );
}

/** What the list was narrowed to from an entry. */
function Narrowed({ search: { resource, actor } }: AuditFiltersProps) {
  const { t } = useTranslation('audit');
  return (
    <p className="min-w-0 truncate text-xs text-ink-muted max-sm:basis-full">
      {actor ? t('filter.only_actor', { id: actor.slice(-8) }) : t('filter.only_resource', { id: resource.slice(-8) })}
    </p>
  );
}
