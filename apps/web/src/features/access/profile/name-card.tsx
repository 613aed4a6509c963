import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTypedText } from '../../../lib/use-typed-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Refused } from '../entrance/index.ts';
import { useAccount } from '../sessions/index.ts';
import { useUpdateProfile } from './profile-queries.ts';

export function NameCard() {
  const { t } = useTranslation('profile');
  const { account } = useAccount();
  const update = useUpdateProfile();
  const [name, setName] = useTypedText(account.name);
  const [asked, setAsked] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (name.trim()) update.mutate({ name: name.trim() });
  };
  return (
    <Card title={t('name.title')}>
      <form onSubmit={submit} noValidate className="flex flex-col items-start gap-4">
        <Refused error={update.error} className="w-full" />
        <Field
          label={t('name.label')}
          help={t('name.help')}
          error={asked && !name.trim() ? t('name.missing') : undefined}
          required
          className="w-full max-w-sm"
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="name"
              maxLength={200}
              value={name}
              onChange={(event) => {
                update.reset();
                setName(event.target.value);
              }}
            />
          )}
        </Field>
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary" busy={update.isPending}>
            {t('save')}
          </Button>
          <span role="status" className="text-ink-muted">
            {update.isSuccess ? t('saved') : null}
          </span>
        </div>
      </form>
    </Card>
  );
}
