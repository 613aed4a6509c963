import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { useDeleteOrganization } from './organization-query.ts';
import { OrganizationRefusal } from './organization-refusal.tsx';

/** The short name is typed once more, so that nobody deletes by a slip. */
export function DeleteDialog({ name, slug, onClose }: { name: string; slug: string; onClose: () => void }) {
  const { t } = useTranslation('organization');
  const id = useId();
  const remove = useDeleteOrganization();
  const [typed, setTyped] = useState('');
  const matches = typed.trim() === slug;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (matches && !remove.isPending) remove.mutate(slug);
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('delete.keep')}</Button>
      <Button type="submit" form={id} variant="danger" busy={remove.isPending} disabled={!matches}>
        {t('delete.submit')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t('delete.sure', { name })} footer={footer}>
      <form id={id} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <ul className="list-disc space-y-1 pl-5 text-ink-muted">
          <li>{t('delete.effect_people')}</li>
          <li>{t('delete.effect_keys')}</li>
          <li>{t('delete.effect_pages')}</li>
          <li>{t('delete.effect_restore')}</li>
        </ul>
        <Field label={t('delete.type', { slug })} required>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="font-mono"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
        {remove.error ? <OrganizationRefusal error={remove.error} /> : null}
      </form>
    </Dialog>
  );
}
