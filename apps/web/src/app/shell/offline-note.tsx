import { WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useOnline } from '../../lib/use-online.ts';

export function OfflineNote() {
  const { t } = useTranslation('app');
  const online = useOnline();
  return (
    <div role="status">
      {online ? null : (
        <p className="border-b bg-neutral-soft text-xs text-neutral-text">
          <span className="mx-auto flex max-w-6xl items-center gap-2 px-4 py-1.5 wide:px-8">
            <WifiOff aria-hidden="true" className="size-3.5 shrink-0" />
            {t('offline')}
          </span>
        </p>
      )}
    </div>
  );
}
