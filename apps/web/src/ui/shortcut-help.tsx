import { useTranslation } from 'react-i18next';
import { useShortcutGroups } from '../lib/shortcuts.ts';
import { Dialog } from './dialog.tsx';
import { Kbd } from './kbd.tsx';

/** Every shortcut that works on this page. */
export function ShortcutHelp({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation('ui');
  const groups = useShortcutGroups();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('shortcuts.title')}>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {groups.map((group) => (
          <section key={group.id}>
            <h3 className="mb-1 text-xs font-medium text-ink-faint">{group.title}</h3>
            <dl>
              {group.shortcuts.map(({ keys, label }) => (
                <div key={keys} className="flex min-h-8 items-center justify-between gap-4 border-b last:border-b-0">
                  <dt className="text-ink">{label}</dt>
                  <dd className="shrink-0">
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
