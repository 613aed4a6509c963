import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Refused } from '../entrance/index.ts';

export interface PasskeyNameDialogProps {
  title: string;
  lead?: string;
  action: string;
  initial: string;
  error: unknown;
  busy: boolean;
  onName: (name: string) => void;
  onClose: () => void;
}

export function PasskeyNameDialog(props: PasskeyNameDialogProps) {
  const { title, lead, action, initial, error, busy, onName, onClose } = props;
  const { t } = useTranslation('security');
  const [name, setName] = useState(initial);
  const [asked, setAsked] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (name.trim()) onName(name.trim());
  };
  return (
    <Dialog open onOpenChange={(next) => !next && onClose()} size="sm" title={title} description={lead}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Refused error={error} />
        <Field
          label={t('passkeys.name')}
          help={t('passkeys.name_help')}
          error={asked && !name.trim() ? t('passkeys.name_missing') : undefined}
          required
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
