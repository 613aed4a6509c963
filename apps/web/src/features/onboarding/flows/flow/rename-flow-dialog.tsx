import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { Field } from '../../../../ui/field.tsx';
import { Input } from '../../../../ui/input.tsx';
import { useFlow } from '../flow-context.ts';
import { useRenameFlow } from '../flow-queries.ts';

export function RenameFlowDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('flows');
  const { flow } = useFlow();
  const rename = useRenameFlow(flow.key);
  const [name, setName] = useState(flow.name);
  const formId = useId();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (name.trim()) rename.mutate(name.trim(), { onSuccess: onClose });
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="submit" form={formId} variant="primary" busy={rename.isPending}>
        {t('rename.submit')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t('rename.title')} size="sm" footer={footer}>
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {rename.error ? <ErrorState error={rename.error} /> : null}
        <Field
          label={t('create.name')}
          help={t('rename.help')}
          error={name.trim() ? undefined : t('create.name_missing')}
          required
        >
          {(control) => (
            <Input
              {...control}
              autoFocus
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
