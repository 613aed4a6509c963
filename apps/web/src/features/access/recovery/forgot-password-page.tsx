import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { EntranceFrame, MailSent, Refused, TextLink } from '../entrance/index.ts';
import { useRequestReset } from './recovery-queries.ts';

export function ForgotPasswordPage() {
  const { t } = useTranslation('recovery');
  const request = useRequestReset();
  const footer = <TextLink to="/sign-in">{t('back')}</TextLink>;
  if (request.isSuccess) {
    return (
      <EntranceFrame title={t('forgot.sent_title')} footer={footer}>
        <MailSent address={request.variables}>
          <p>{t('forgot.sent')}</p>
        </MailSent>
      </EntranceFrame>
    );
  }
  return (
    <EntranceFrame title={t('forgot.title')} lead={t('forgot.lead')} footer={footer}>
      <AddressForm error={request.error} busy={request.isPending} onSubmit={(email) => request.mutate(email)} />
    </EntranceFrame>
  );
}

interface AddressFormProps {
  error: unknown;
  busy: boolean;
  onSubmit: (email: string) => void;
}

function AddressForm({ error, busy, onSubmit }: AddressFormProps) {
  const { t } = useTranslation('recovery');
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (email.trim()) onSubmit(email.trim());
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Refused error={error} />
      <Field label={t('email')} error={asked && !email.trim() ? t('email_missing') : undefined} required>
        {(control) => (
          <Input
            {...control}
            size="lg"
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        {t('forgot.submit')}
      </Button>
    </form>
  );
}
