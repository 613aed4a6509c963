import { queryOptions, useQuery } from '@tanstack/react-query';
import { Building2, Fingerprint, Mail } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { call } from '../../../lib/api.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { PasswordInput, TextLink } from '../entrance/index.ts';
import { knowsPasskeys } from '../passkeys/index.ts';
import { ProviderButtons, providersQuery } from '../providers/index.ts';
import { DemoSignIns } from './demo-sign-ins.tsx';
import { SignInRefusal } from './sign-in-refusal.tsx';
import { type AskedSecondFactor, usePasskeySignIn, useSignIn } from './signing-in.ts';
import { usePasskeysInInputs } from './use-passkeys-in-inputs.ts';

export interface SignInFormProps {
  email: string;
  onEmail: (email: string) => void;
  onAsked: (asked: AskedSecondFactor) => void;
  onMailLink: () => void;
  onSingleSignOn: () => void;
}

export function SignInForm({ email, onEmail, onAsked, onMailLink, onSingleSignOn }: SignInFormProps) {
  const { t } = useTranslation('sign-in');
  const signIn = useSignIn(onAsked);
  const passkey = usePasskeySignIn();
  const passkeyInInput = usePasskeysInInputs();
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    passkey.reset();
    if (email.trim() && password) signIn.mutate({ email: email.trim(), password });
  };
  return (
    <>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <SignInRefusal error={signIn.error ?? passkey.error ?? passkeyInInput} />
        <Field label={t('email')} error={asked && !email.trim() ? t('email_missing') : undefined} required>
          {(control) => (
            <Input
              {...control}
              size="lg"
              type="email"
              autoComplete="username webauthn"
              value={email}
              onChange={(event) => onEmail(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('password')}
          note={<TextLink to="/forgot-password">{t('forgotten')}</TextLink>}
          error={asked && !password ? t('password_missing') : undefined}
          required
        >
          {(control) => (
            <PasswordInput
              {...control}
              size="lg"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={signIn.isPending} className="mt-1">
          {t('submit')}
        </Button>
      </form>
      <OtherWays
        onPasskey={() => passkey.mutate()}
        isAskingPasskey={passkey.isPending}
        onMailLink={onMailLink}
        onSingleSignOn={onSingleSignOn}
      />
      <DemoPart
        onChoose={(credentials) => {
          onEmail(credentials.email);
          setPassword(credentials.password);
        }}
      />
    </>
  );
}

const metaQuery = queryOptions({
  queryKey: ['meta'],
  queryFn: ({ signal }) => call('GET /api/v1/meta', undefined, { signal }),
  retry: false,
});

interface OtherWaysProps {
  onPasskey: () => void;
  isAskingPasskey: boolean;
  onMailLink: () => void;
  onSingleSignOn: () => void;
}

function OtherWays({ onPasskey, isAskingPasskey, onMailLink, onSingleSignOn }: OtherWaysProps) {
  const { t } = useTranslation('sign-in');
  const [search] = useSearchParams();
  // It is there unless the installation says that it is not.
  const isByMail = useQuery(metaQuery).data?.data.magic_links !== false;
  return (
    <div className="mt-4 flex flex-col gap-2 border-t pt-4">
      {knowsPasskeys() ? (
        <Button size="lg" icon={<Fingerprint />} busy={isAskingPasskey} onClick={onPasskey}>
          {t('with_passkey')}
        </Button>
      ) : null}
      {isByMail ? (
        <Button size="lg" icon={<Mail />} onClick={onMailLink}>
          {t('with_link')}
        </Button>
      ) : null}
      <Button size="lg" icon={<Building2 />} onClick={onSingleSignOn}>
        {t('with_sso')}
      </Button>
      <ProviderButtons next={search.get('next')} />
    </div>
  );
}

function DemoPart({ onChoose }: { onChoose: (credentials: { email: string; password: string }) => void }) {
  const meta = useQuery(metaQuery);
  const { isPending: isAskingProviders } = useQuery(providersQuery);
  const demo = meta.data?.data.demo;
  // Only once what stands above it is there, so that nothing jumps under a finger.
  return demo && !isAskingProviders ? <DemoSignIns signIns={demo.sign_ins} onChoose={onChoose} /> : null;
}
