import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { MailSent, Refused } from '../entrance/index.ts';
import { useMailMagicLink } from './signing-in.ts';

export interface MailLinkFormProps {
  email: string;
  onEmail: (email: string) => void;
  onBack: () => void;
}

/** Asks for a mail with a link that signs in. The answer never tells whether the address is known. */
export function MailLinkForm({ email, onEmail, onBack }: MailLinkFormProps) {
  const { t } = useTranslation('sign-in');
  const mail = useMailMagicLink();
  const [asked, setAsked] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (email.trim()) mail.mutate(email.trim());
  };
  const back = (
    <Button variant="link" onClick={onBack} className="self-start">
      {t('back')}
    </Button>
  );
  if (mail.isSuccess) {
    return (
      <div className="flex flex-col gap-5">
        <MailSent address={email}>
          <p>{t('mail_link.sent', { minutes: mail.data.data.minutes })}</p>
          <p>{t('mail_link.code')}</p>
          <ShownCode code={mail.data.data.code} />
        </MailSent>
        {back}
      </div>
    );
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Refused error={mail.error} />
      <Field label={t('email')} error={asked && !email.trim() ? t('email_missing') : undefined} required>
        {(control) => (
          <Input
            {...control}
            size="lg"
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => onEmail(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={mail.isPending}>
        {t('mail_link.submit')}
      </Button>
      {back}
    </form>
  );
}

/** In two groups of three, as people read digits to themselves. */
function ShownCode({ code }: { code: string }) {
  return (
    <p data-figures className="font-mono text-2xl tracking-widest text-ink tabular-nums">
      {code.slice(0, 3)} {code.slice(3)}
    </p>
  );
}
