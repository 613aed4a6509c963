import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../ui/dialog.tsx';
import { CreateKeyForm } from './create-key-form.tsx';
import type { MadeApiKey } from './api-key-queries.ts';
import { ShownOnce, useShownOnce } from './shown-once.tsx';

export function CreateKeyDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation('api-keys');
  const [made, setMade] = useState<MadeApiKey | null>(null);
  const close = () => {
    onOpenChange(false);
    setMade(null);
  };
  const guard = useShownOnce(made !== null, close);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : guard.tryClose())}
      title={made ? t('once.key_title', { name: made.name }) : t('create.title')}
      description={made ? undefined : t('create.lead')}
    >
      {made ? (
        <ShownOnce secret={made.secret} label={t('once.key_label')} warned={guard.warned} onDone={guard.close}>
          {t('once.key_text')}
        </ShownOnce>
      ) : (
        <CreateKeyForm onMade={setMade} onCancel={close} />
      )}
    </Dialog>
  );
}
