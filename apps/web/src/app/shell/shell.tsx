import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration } from 'react-router';
import { SwitchedOffNote } from '../../features/protection/kill-switch/index.ts';
import { useSession } from '../../features/access/sessions/index.ts';
import { useShortcutListener } from '../../lib/shortcuts.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { InShell } from './in-shell.ts';
import { NavigationProgress } from './navigation-progress.tsx';
import { OfflineNote } from './offline-note.tsx';
import { ShellOverlays } from './shell-overlays.tsx';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';
import { useShellShortcuts } from './use-shell-shortcuts.ts';

const VerifyNote = lazy(() =>
  import('../../features/access/sign-up/verify-note.tsx').then((file) => ({ default: file.VerifyNote })),
);

/** What stands around every page: navigation at the side, search on top. */
export function Shell() {
  const { t } = useTranslation('app');
  const { account } = useSession();
  const main = useFocusOnNavigation();
  useShortcutListener();
  useShellShortcuts();
  return (
    <InShell value={true}>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-lg bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {t('skip_to_content')}
      </a>
      <NavigationProgress />
      <div className="flex min-h-(--page)">
        <aside className="sticky top-(--above) hidden h-(--page) w-60 shrink-0 border-r bg-sunken wide:block">
          <Sidebar />
        </aside>
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar />
          <OfflineNote />
          <SwitchedOffNote />
          {account.email_verified ? null : (
            <Suspense fallback={null}>
              <VerifyNote />
            </Suspense>
          )}
          <main
            id="main"
            ref={main}
            tabIndex={-1}
            className="mx-auto w-full max-w-6xl flex-1 px-4 py-6 outline-none has-data-wide-page:max-w-[110rem] wide:px-8"
          >
            <Suspense fallback={<SkeletonRows />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
      <ShellOverlays />
      <ScrollRestoration />
    </InShell>
  );
}
