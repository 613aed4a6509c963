import { useTranslation } from 'react-i18next';
import { Wordmark } from '../../ui/mark.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Sidebar } from './sidebar.tsx';

/** The navigation on a narrow screen. */
export function NavigationDrawer({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation('app');
  const title = (
    <>
      <Wordmark />
      <span className="sr-only">{t('navigation')}</span>
    </>
  );
  return (
    <Sheet side="left" title={title} flush className="max-w-72 bg-sunken" open={open} onOpenChange={onOpenChange}>
      <Sidebar />
    </Sheet>
  );
}
