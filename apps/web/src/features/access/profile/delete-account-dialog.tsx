import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { useAccount } from '../sessions/index.ts';
import { DeletionRefused } from './deletion-refused.tsx';
import { useDeleteAccount } from './profile-queries.ts';

/** The address is typed once more, so that nobody deletes by a slip. */
export function DeleteAccountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('profile');
  const { account } = useAccount();
  const id = useId();
  const remove = useDeleteAccount();
  const [typed, setTyped] = useState('');
  const matches = typed.trim().toLowerCase() === account.email.toLowerCase();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (matches && !remove.isPending) remove.mutate();
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('delete.keep')}</Button>
      <Button type="submit" form={id} variant="danger" busy={remove.isPending || remove.isSuccess} disabled={!matches}>
        {t('delete.submit')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t('delete.sure')} footer={footer}>
      <form id={id} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Effects />
        <Field label={t('delete.type', { email: account.email })} required>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="off"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
        {remove.error ? <DeletionRefused error={remove.error} /> : null}
      </form>
    </Dialog>
  );
}

const GOES = ['personal', 'members', 'sessions'] as const;
const STAYS = ['work', 'organizations'] as const;

function Effects() {
  const { t } = useTranslation('profile');
  return (
    <div className="grid gap-4 text-ink-muted sm:grid-cols-2">
      <div>
        <h3 className="mb-1 font-medium text-ink">{t('delete.goes')}</h3>
        <ul className="list-disc space-y-1 pl-5">
          {GOES.map((what) => (
            <li key={what}>{t(`delete.goes_${what}`)}</li>
          ))}
        </ul>
      </div>
      <div>
        <h3 className="mb-1 font-medium text-ink">{t('delete.stays')}</h3>
        <ul className="list-disc space-y-1 pl-5">
          {STAYS.map((what) => (
            <li key={what}>{t(`delete.stays_${what}`)}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
