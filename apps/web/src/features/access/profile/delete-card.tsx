import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { DeleteAccountDialog } from './delete-account-dialog.tsx';

export function DeleteCard() {
  const { t } = useTranslation('profile');
  const [isAsked, setAsked] = useState(false);
  return (
    <Card title={t('delete.title')} className="border-bad-solid/40">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-48 flex-1 text-ink-muted">{t('delete.text')}</p>
        <Button onClick={() => setAsked(true)}>{t('delete.open')}</Button>
      </div>
      {isAsked ? <DeleteAccountDialog onClose={() => setAsked(false)} /> : null}
    </Card>
  );
}
