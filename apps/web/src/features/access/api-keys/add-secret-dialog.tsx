import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { environment } from '../../../lib/environment.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { type MadeSigningSecret, useCreateSigningSecret } from './api-key-queries.ts';
import { EnvironmentBadge } from './credential-badges.tsx';
import { CredentialRefusal } from './credential-refusal.tsx';
import { ShownOnce, useShownOnce } from './shown-once.tsx';

export function AddSecretDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation('api-keys');
  const create = useCreateSigningSecret();
  const [made, setMade] = useState<MadeSigningSecret | null>(null);
  const close = () => {
    onOpenChange(false);
    setMade(null);
    create.reset();
  };
  const guard = useShownOnce(made !== null, close);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : guard.tryClose())}
      title={made ? t('once.secret_title') : t('secret.add_title')}
      description={made ? undefined : t('secret.add_text')}
    >
      {made ? (
        <ShownOnce
          secret={made.secret}
          label={t('once.secret_label', { id: made.id })}
          warned={guard.warned}
          onDone={guard.close}
        >
          {t('once.secret_text')}
        </ShownOnce>
      ) : (
        <div className="flex flex-col gap-4">
          <p className="flex items-center gap-2 text-ink-muted">
            {t('secret.for')} <EnvironmentBadge environment={environment} />
          </p>
          {create.error ? <CredentialRefusal error={create.error} /> : null}
          <div className="flex justify-end gap-2">
            <Button onClick={close}>{t('create.cancel')}</Button>
            <Button
              variant="primary"
              busy={create.isPending}
              onClick={() => create.mutate(environment, { onSuccess: setMade })}
            >
              {t('secret.add')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
