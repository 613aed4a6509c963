import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Format, formatFor } from '../../../../lib/format.ts';

/** What sentences about flags are made with. */
export interface Words {
  t: TFunction<'flags'>;
  format: Format;
  /** 12.5 → 12.5%; at most two decimals. */
  percent: (percentage: number) => string;
}

export function wordsIn(t: TFunction<'flags'>, language: string): Words {
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 });
  return { t, format: formatFor(language), percent: (percentage) => percent.format(percentage / 100) };
}

export function useWords(): Words {
  const { t, i18n } = useTranslation('flags');
  return useMemo(() => wordsIn(t, i18n.language), [t, i18n.language]);
}

/** A variant as it is called in a sentence: On and Off of a boolean flag, the others by their names. */
export function variantWord(isBoolean: boolean, variant: string, { t }: Words): string {
  if (isBoolean && (variant === 'on' || variant === 'off')) return t(`words.${variant}`);
  return t('words.variant', { name: variant });
}
