import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Input } from '../../../ui/input.tsx';
import { Select } from '../../../ui/select.tsx';
import { MarketInput } from '../../onboarding/journeys/index.ts';
import { versionNumbersQuery } from './funnel-query.ts';
import type { FunnelSearch } from './funnel-search.ts';
import { TraitInput } from './trait-input.tsx';

export interface FunnelFilterBarProps {
  search: FunnelSearch;
  onAsk: (change: Partial<FunnelSearch>) => void;
}

const EVERY = '*';
const WINDOWS = [1, 7, 14, 30, 90] as const;

export function FunnelFilterBar({ search, onAsk }: FunnelFilterBarProps) {
  const { t } = useTranslation('funnels');
  const versions = useQuery(versionNumbersQuery(search.flow)).data ?? [];
  const known = new Set([...versions, ...(search.version ? [search.version] : [])]);
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-6">
      <Labelled label={t('filter.from')}>
        {(id) => (
          <Input
            id={id}
            type="date"
            max={search.to}
            value={search.from ?? ''}
            onChange={({ target }) => onAsk({ from: target.value || undefined })}
          />
        )}
      </Labelled>
      <Labelled label={t('filter.to')}>
        {(id) => (
          <Input
            id={id}
            type="date"
            min={search.from}
            value={search.to ?? ''}
            onChange={({ target }) => onAsk({ to: target.value || undefined })}
          />
        )}
      </Labelled>
      <Labelled label={t('filter.version')}>
        {(id) => (
          <Select
            id={id}
            value={search.version ? String(search.version) : EVERY}
            onChange={(version) => onAsk({ version: version === EVERY ? undefined : Number(version) })}
            options={[
              { value: EVERY, label: t('filter.every_version') },
              ...[...known].map((number) => ({ value: String(number), label: t('filter.version_number', { number }) })),
            ]}
          />
        )}
      </Labelled>
      <Labelled label={t('filter.market')}>
        {(id) => (
          <MarketInput
            id={id}
            label={t('filter.market_example')}
            value={search.market}
            onChange={(market) => onAsk({ market })}
          />
        )}
      </Labelled>
      <Labelled label={t('filter.trait')}>
        {(id) => <TraitInput id={id} value={search.trait} onChange={(trait) => onAsk({ trait })} />}
      </Labelled>
      <WindowFilter days={search.windowDays} onAsk={onAsk} />
    </div>
  );
}

function WindowFilter({ days, onAsk }: { days: number | undefined; onAsk: FunnelFilterBarProps['onAsk'] }) {
  const { t } = useTranslation('funnels');
  const windows = new Set<number>([...WINDOWS, ...(days ? [days] : [])]);
  return (
    <Labelled label={t('filter.window')}>
      {(id) => (
        <Select
          id={id}
          value={days ? String(days) : EVERY}
          onChange={(next) => onAsk({ windowDays: next === EVERY ? undefined : Number(next) })}
          options={[
            { value: EVERY, label: t('filter.no_window') },
            ...[...windows]
              .sort((one, other) => one - other)
              .map((count) => ({ value: String(count), label: t('filter.within', { count }) })),
          ]}
        />
      )}
    </Labelled>
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-xs text-ink-muted">
        {label}
      </label>
      {children(id)}
    </div>
  );
}
