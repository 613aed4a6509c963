import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ScrollRestoration } from 'react-router';
import { type Shortcut, useShortcutListener, useShortcuts } from '../../lib/shortcuts.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { AccountMenu } from './account-menu.tsx';
import { InShell } from './in-shell.ts';
import { NavigationProgress } from './navigation-progress.tsx';
import { OfflineNote } from './offline-note.tsx';
import { closeOverlay, openOverlay, useOverlays } from './overlays.ts';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';

const ShortcutHelp = lazy(() => import('../../ui/shortcut-help.tsx').then((file) => ({ default: file.ShortcutHelp })));

export interface SlimShellProps {
  /** Mark and name, at the top left. */
  head: ReactNode;
  /** At the side, and above the page on a narrow screen. */
  navigation?: ReactNode;
  /** Beside the shortcuts that work everywhere. */
  travel?: Shortcut[];
  children: ReactNode;
}

const NO_TRAVEL: Shortcut[] = [];

/** What stands around pages that are of no organization. */
export function SlimShell({ head, navigation, travel = NO_TRAVEL, children }: SlimShellProps) {
  const { t } = useTranslation('app');
  const main = useFocusOnNavigation();
  useShortcutListener();
  useSlimShortcuts(travel);
  return (
    <InShell value={true}>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-lg bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {t('skip_to_content')}
      </a>
      <NavigationProgress />
      <div className="flex min-h-(--page) flex-col">
        <header className="sticky top-(--above) z-20 border-b bg-canvas">
          <div className="flex h-12 items-center justify-between gap-3 px-4 wide:px-5">
            {head}
            <AccountMenu compact />
          </div>
        </header>
        <OfflineNote />
        <div className="flex flex-1 flex-col wide:flex-row">
          {navigation}
          <main
            id="main"
            ref={main}
            tabIndex={-1}
            className="mx-auto w-full max-w-6xl min-w-0 flex-1 px-4 py-6 outline-none wide:px-8"
          >
            <Suspense fallback={<SkeletonRows />}>{children}</Suspense>
          </main>
        </div>
      </div>
      <Help />
      <ScrollRestoration />
    </InShell>
  );
}

function useSlimShortcuts(travel: Shortcut[]) {
  const { t } = useTranslation('app');
  const general = useMemo(() => [{ keys: '?', label: t('shortcut.help'), run: () => openOverlay('shortcuts') }], [t]);
  useShortcuts('general', t('shortcut.general'), general);
  useShortcuts('travel', t('shortcut.travel'), travel);
}

function Help() {
  const isOpen = useOverlays((state) => state.open === 'shortcuts');
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <ShortcutHelp open onOpenChange={(next) => (next ? openOverlay('shortcuts') : closeOverlay())} />
    </Suspense>
  );
}
