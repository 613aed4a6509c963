import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import {
  BrokenLink,
  EntranceFrame,
  linkRefusalOf,
  NewPasswordField,
  passwordRefusalOf,
  Refused,
  useLinkPart,
} from '../entrance/index.ts';
import { useResetPassword } from './recovery-queries.ts';

export function ResetPasswordPage() {
  const { t } = useTranslation('recovery');
  const token = useLinkPart('token');
  const reset = useResetPassword();
  if (reset.data) {
    return (
      <EntranceFrame title={t('reset.done_title')}>
        <Done email={reset.data.email} ended={reset.data.ended_sessions} />
      </EntranceFrame>
    );
  }
  if (token === null || linkRefusalOf(reset.error)) {
    return (
      <EntranceFrame title={t('reset.title')}>
        <div className="flex flex-col gap-4">
          <BrokenLink error={reset.error} instead={<AnotherLink />} />
        </div>
      </EntranceFrame>
    );
  }
  return (
    <EntranceFrame title={t('reset.title')} lead={t('reset.lead')}>
      <NewPasswordForm
        error={reset.error}
        busy={reset.isPending}
        onChange={() => (reset.error ? reset.reset() : undefined)}
        onSubmit={(password) => reset.mutate({ token, password })}
      />
    </EntranceFrame>
  );
}

function AnotherLink() {
  const { t } = useTranslation('recovery');
  return (
    <>
      <Button asChild variant="primary" size="lg">
        <Link to="/forgot-password">{t('reset.another')}</Link>
      </Button>
      <Button asChild size="lg">
        <Link to="/sign-in">{t('back')}</Link>
      </Button>
    </>
  );
}

interface NewPasswordFormProps {
  error: unknown;
  busy: boolean;
  onChange: () => void;
  onSubmit: (password: string) => void;
}

function NewPasswordForm({ error, busy, onChange, onSubmit }: NewPasswordFormProps) {
  const { t } = useTranslation('recovery');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const refusal = passwordRefusalOf(error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (password) onSubmit(password);
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {refusal ? null : <Refused error={error} />}
      <NewPasswordField
        label={t('reset.password')}
        size="lg"
        value={password}
        onChange={(next) => {
          onChange();
          setPassword(next);
        }}
        known={[]}
        refusal={refusal}
        isMissing={asked && !password}
      />
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        {t('reset.submit')}
      </Button>
    </form>
  );
}

function Done({ email, ended }: { email: string; ended: number }) {
  const { t } = useTranslation('recovery');
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="good" alert title={t('reset.done')}>
        <p className="break-all">{email}</p>
        {ended > 0 ? <p>{t('reset.ended', { count: ended })}</p> : null}
      </Callout>
      <Button asChild variant="primary" size="lg" className="self-start">
        <Link to="/sign-in">{t('sign_in')}</Link>
      </Button>
    </div>
  );
}
