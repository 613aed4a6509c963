import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { NAVIGATION_ITEMS } from './navigation.ts';
import { openOverlay } from './overlays.ts';

/** The shortcuts that work on every page. */
export function useShellShortcuts() {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const general = useMemo(
    () => [
      { keys: 'mod+k', label: t('shortcut.commands'), run: () => openOverlay('commands') },
      { keys: '?', label: t('shortcut.help'), run: () => openOverlay('shortcuts') },
    ],
    [t],
  );
  const travel = useMemo(
    () => NAVIGATION_ITEMS.map(({ id, keys, to }) => ({ keys, label: t(`nav.${id}`), run: () => void navigate(to) })),
    [t, navigate],
  );
  useShortcuts('general', t('shortcut.general'), general);
  useShortcuts('travel', t('shortcut.travel'), travel);
}
