import { MARKETS } from '@stepwell/engine';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { MultiSelect } from './multi-select.tsx';
import { Property } from './property.tsx';

const EVERYWHERE = '*';

export interface MarketsPropertyProps {
  path: string;
  label: string;
  help?: string;
  markets: readonly string[];
  onChange: (markets: readonly string[]) => void;
}

/** Countries, or everywhere. The contract keeps at least one entry, so an emptied list means everywhere. */
export function MarketsProperty({ path, label, help, markets, onChange }: MarketsPropertyProps) {
  const { t } = useTranslation('flow-editor');
  const options = useMarketOptions();
  const choose = (chosen: readonly string[]) => {
    const named = chosen.filter((market) => market !== EVERYWHERE);
    onChange(named.length > 0 ? named : [EVERYWHERE]);
  };
  return (
    <Property path={path} label={label} help={help}>
      {(control) => (
        <MultiSelect
          control={control}
          values={markets.filter((market) => market !== EVERYWHERE)}
          onChange={choose}
          options={options}
          empty={t('market.everywhere')}
          placeholder={t('market.search')}
        />
      )}
    </Property>
  );
}

/** Every market by its name in the member's language. */
export function useMarketOptions() {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'region' });
    const options = [...MARKETS].map((code) => ({ value: code, label: names.of(code) ?? code, detail: code }));
    return options.sort((one, other) => one.label.localeCompare(other.label, i18n.language));
  }, [i18n.language]);
}
