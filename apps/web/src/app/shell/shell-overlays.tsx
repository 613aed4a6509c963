import { lazy, Suspense, useEffect } from 'react';
import { useLocation } from 'react-router';
import { loadTexts } from '../i18n/start.ts';
import { closeOverlay, type Overlay, openOverlay, useOverlays } from './overlays.ts';

const NavigationDrawer = lazy(() =>
  import('./navigation-drawer.tsx').then((file) => ({ default: file.NavigationDrawer })),
);
const CommandMenu = lazy(async () => {
  const [file] = await Promise.all([import('./command-menu.tsx'), loadTexts('settings')]);
  return { default: file.CommandMenu };
});
const ShortcutHelp = lazy(() => import('../../ui/shortcut-help.tsx').then((file) => ({ default: file.ShortcutHelp })));

/** The command palette, the list of shortcuts and, on a narrow screen, the navigation. */
export function ShellOverlays() {
  const { pathname } = useLocation();
  const open = useOverlays((state) => state.open);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes whatever is open
  useEffect(closeOverlay, [pathname]);
  const props = (overlay: Overlay) => ({
    open: open === overlay,
    onOpenChange: (next: boolean) => (next ? openOverlay(overlay) : closeOverlay()),
  });
  return (
    <Suspense fallback={null}>
      {open === 'navigation' ? <NavigationDrawer {...props('navigation')} /> : null}
      {open === 'commands' ? <CommandMenu {...props('commands')} /> : null}
      {open === 'shortcuts' ? <ShortcutHelp {...props('shortcuts')} /> : null}
    </Suspense>
  );
}
