import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../../lib/shortcuts.ts';

export const SEARCH_ID = 'participant-search';

/** Keys of the list; inside it, the table's own keys go on. */
export function useListShortcuts(create: (() => void) | undefined) {
  const { t } = useTranslation('participants');
  const shortcuts = useMemo(
    () => [
      { keys: '/', label: t('shortcut.search'), run: () => document.getElementById(SEARCH_ID)?.focus() },
      { keys: 'j', label: t('shortcut.rows'), run: focusFirstRow },
      ...(create ? [{ keys: 'c', label: t('create.action'), run: create }] : []),
    ],
    [t, create],
  );
  useShortcuts('participants', t('title'), shortcuts);
}

export function focusFirstRow() {
  document.querySelector<HTMLElement>('a[data-row-link]')?.focus();
}
