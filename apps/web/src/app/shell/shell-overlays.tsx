import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { Sheet } from '../../ui/sheet.tsx';
import { Wordmark } from '../../ui/mark.tsx';
import { closeOverlay, type Overlay, openOverlay, useOverlays } from './overlays.ts';
import { Sidebar } from './sidebar.tsx';

const CommandMenu = lazy(() => import('./command-menu.tsx').then((file) => ({ default: file.CommandMenu })));
const ShortcutHelp = lazy(() => import('../../ui/shortcut-help.tsx').then((file) => ({ default: file.ShortcutHelp })));

/** The command palette, the list of shortcuts and, on a narrow screen, the navigation. */
export function ShellOverlays() {
  const { t } = useTranslation('app');
  const { pathname } = useLocation();
  const open = useOverlays((state) => state.open);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes whatever is open
  useEffect(closeOverlay, [pathname]);
  const props = (overlay: Overlay) => ({
    open: open === overlay,
    onOpenChange: (next: boolean) => (next ? openOverlay(overlay) : closeOverlay()),
  });
  return (
    <>
      <Sheet
        side="left"
        title={<DrawerTitle>{t('navigation')}</DrawerTitle>}
        flush
        className="max-w-72 bg-sunken"
        {...props('navigation')}
      >
        <Sidebar />
      </Sheet>
      <Suspense fallback={null}>
        {open === 'commands' ? <CommandMenu {...props('commands')} /> : null}
        {open === 'shortcuts' ? <ShortcutHelp {...props('shortcuts')} /> : null}
      </Suspense>
    </>
  );
}

function DrawerTitle({ children }: { children: string }) {
  return (
    <>
      <Wordmark />
      <span className="sr-only">{children}</span>
    </>
  );
}
