import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Refused } from '../entrance/index.ts';
import { useSingleSignOn } from '../providers/index.ts';

const ADDRESS = /^\S+@\S+\.\S+$/;

export interface SingleSignOnFormProps {
  email: string;
  onEmail: (email: string) => void;
  onBack: () => void;
}

/** Asks for the work address, whose domain tells where to sign in. A link may name the organization instead. */
export function SingleSignOnForm({ email, onEmail, onBack }: SingleSignOnFormProps) {
  const { t } = useTranslation('sign-in');
  const [search, setSearch] = useSearchParams();
  const organization = search.get('organization');
  const { depart, error, reset, isLeaving } = useSingleSignOn(search.get('next'));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    depart({ organization: organization ?? '' });
  };
  const forget = () => {
    reset();
    setSearch((known) => withoutOrganization(known), { replace: true });
  };
  return (
    <div className="flex flex-col gap-4">
      <Refused error={error} />
      {organization ? (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <p className="break-words text-ink-muted">{t('sso.organization', { organization })}</p>
          <Button type="submit" variant="primary" size="lg" busy={isLeaving}>
            {t('sso.submit')}
          </Button>
        </form>
      ) : (
        <AddressForm email={email} onEmail={onEmail} onAddress={depart} isLeaving={isLeaving} />
      )}
      {organization ? (
        <Button variant="link" onClick={forget} className="self-start">
          {t('sso.other')}
        </Button>
      ) : null}
      <Button variant="link" onClick={onBack} className="self-start">
        {t('back')}
      </Button>
    </div>
  );
}

interface AddressFormProps {
  email: string;
  onEmail: (email: string) => void;
  onAddress: (whose: { email: string }) => void;
  isLeaving: boolean;
}

function AddressForm({ email, onEmail, onAddress, isLeaving }: AddressFormProps) {
  const { t } = useTranslation('sign-in');
  const [asked, setAsked] = useState(false);
  const isAddress = ADDRESS.test(email.trim());
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (isAddress) onAddress({ email: email.trim() });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label={t('sso.email')} error={asked && !isAddress ? t('sso.email_missing') : undefined} required>
        {(control) => (
          <Input
            {...control}
            size="lg"
            type="email"
            autoComplete="username"
            maxLength={320}
            value={email}
            onChange={(event) => onEmail(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isLeaving}>
        {t('sso.submit')}
      </Button>
    </form>
  );
}

function withoutOrganization(known: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(known);
  next.delete('organization');
  return next;
}
