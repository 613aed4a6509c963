import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Card } from '../../../ui/card.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Refused } from '../entrance/index.ts';
import { useAccount } from '../sessions/index.ts';
import { useChangeEmail } from './profile-queries.ts';

export function AddressCard() {
  const { t } = useTranslation('profile');
  const { account } = useAccount();
  const change = useChangeEmail();
  return (
    <Card title={t('address.title')}>
      <p className="mb-4 flex flex-wrap items-center gap-2">
        <span className="min-w-0 font-medium break-all text-ink">{account.email}</span>
        <Badge tone={account.email_verified ? 'good' : 'warn'}>
          {t(account.email_verified ? 'address.verified' : 'address.unverified')}
        </Badge>
      </p>
      {change.isSuccess ? (
        <Callout
          alert
          title={t('address.sent', { address: change.variables })}
          action={
            <Button size="sm" onClick={() => change.reset()}>
              {t('address.other')}
            </Button>
          }
        >
          {t('address.sent_text')}
        </Callout>
      ) : (
        <AddressForm error={change.error} busy={change.isPending} onSubmit={(email) => change.mutate(email)} />
      )}
    </Card>
  );
}

interface AddressFormProps {
  error: unknown;
  busy: boolean;
  onSubmit: (email: string) => void;
}

function AddressForm({ error, busy, onSubmit }: AddressFormProps) {
  const { t } = useTranslation('profile');
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState(false);
  const isAddress = /^\S+@\S+\.\S+$/.test(email.trim());
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (isAddress) onSubmit(email.trim());
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col items-start gap-4">
      <Refused error={error} className="w-full" />
      <Field
        label={t('address.label')}
        help={t('address.help')}
        error={asked && !isAddress ? t('address.missing') : undefined}
        required
        className="w-full max-w-sm"
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="email"
            maxLength={320}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" busy={busy}>
        {t('address.submit')}
      </Button>
    </form>
  );
}
