import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Input as Sent } from '../../../../lib/api.ts';
import { LANGUAGES, type Language } from '../../../../lib/languages.ts';
import { Field } from '../../../../ui/field.tsx';
import { Input } from '../../../../ui/input.tsx';
import { Select } from '../../../../ui/select.tsx';
import { type User, useUserChange } from '../console-queries.ts';
import { DeedDialog } from '../deed-dialog.tsx';

const NONE = '*';

export function EditDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('operators');
  const [name, setName] = useState(user.name);
  const [asked, setAsked] = useState(false);
  const [locale, setLocale] = useState<Language | null>(
    LANGUAGES.find((one) => one.value === user.locale)?.value ?? null,
  );
  const edit = useUserChange(user.id, (body: Sent<'PATCH /api/v1/admin/users/{id}'>['body']) =>
    call('PATCH /api/v1/admin/users/{id}', { params: { id: user.id }, body }),
  );
  const save = () => {
    setAsked(true);
    if (name.trim()) edit.mutate({ name: name.trim(), locale }, { onSuccess: onClose });
  };
  return (
    <DeedDialog
      title={t('deed.edit.title', { name: user.name })}
      submit={t('deed.edit.submit')}
      busy={edit.isPending}
      error={edit.error}
      onClose={onClose}
      onSubmit={save}
    >
      <Field label={t('fact.name')} error={asked && !name.trim() ? t('deed.edit.name_missing') : undefined} required>
        {(control) => (
          <Input {...control} maxLength={200} value={name} onChange={({ target }) => setName(target.value)} />
        )}
      </Field>
      <Field label={t('fact.language')} help={t('deed.edit.language_help')}>
        {(control) => (
          <Select<Language | typeof NONE>
            {...control}
            value={locale ?? NONE}
            onChange={(chosen) => setLocale(chosen === NONE ? null : chosen)}
            options={[{ value: NONE, label: t('fact.no_language') }, ...LANGUAGES]}
          />
        )}
      </Field>
    </DeedDialog>
  );
}
