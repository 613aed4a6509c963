import { CircleHelp, Menu, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { environment } from '../../lib/environment.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { openOverlay } from './overlays.ts';
import { TestNote } from './test-note.tsx';

export function TopBar() {
  const { t } = useTranslation('app');
  return (
    <header className="sticky top-(--above) z-20 border-b bg-canvas">
      {environment === 'test' ? <TestNote /> : null}
      <div className="mx-auto flex h-12 max-w-6xl items-center gap-2 px-3 wide:px-8">
        <IconButton
          label={t('open_navigation')}
          icon={<Menu />}
          className="wide:hidden"
          onClick={() => openOverlay('navigation')}
        />
        <button
          type="button"
          onClick={() => openOverlay('commands')}
          className="flex h-8 w-full max-w-80 items-center gap-2 rounded-lg border bg-surface px-2.5 text-ink-faint hover:border-line-strong hover:text-ink-muted"
        >
          <Search aria-hidden="true" className="size-4 shrink-0" />
          <span className="flex-1 truncate text-left">{t('search')}</span>
          <Kbd keys="mod+k" className="max-sm:hidden" />
        </button>
        <IconButton
          label={t('shortcut.help')}
          keys="?"
          icon={<CircleHelp />}
          className="ml-auto"
          onClick={() => openOverlay('shortcuts')}
        />
      </div>
    </header>
  );
}
