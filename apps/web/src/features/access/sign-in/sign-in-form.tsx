import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../lib/api.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { useSignIn } from '../sessions/index.ts';
import { DemoSignIns } from './demo-sign-ins.tsx';
import { SignInRefusal } from './sign-in-refusal.tsx';

interface Credentials {
  email: string;
  password: string;
}

export function SignInForm() {
  const { t } = useTranslation('sign-in');
  const signIn = useSignIn();
  const meta = useQuery({
    queryKey: ['meta'],
    queryFn: ({ signal }) => call('GET /api/v1/meta', undefined, { signal }),
    retry: false,
  });
  const [credentials, setCredentials] = useState<Credentials>({ email: '', password: '' });
  const [asked, setAsked] = useState(false);
  const missing = (name: keyof Credentials) => (asked && !credentials[name].trim() ? t(`${name}_missing`) : undefined);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (credentials.email.trim() && credentials.password) signIn.mutate(credentials);
  };
  const fill = (name: keyof Credentials) => (event: { target: { value: string } }) =>
    setCredentials((known) => ({ ...known, [name]: event.target.value }));
  return (
    <>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {signIn.error ? <SignInRefusal error={signIn.error} /> : null}
        <Field label={t('email')} error={missing('email')} required>
          {(control) => (
            <Input
              {...control}
              size="lg"
              type="email"
              autoComplete="username"
              value={credentials.email}
              onChange={fill('email')}
            />
          )}
        </Field>
        <Field label={t('password')} error={missing('password')} required>
          {(control) => (
            <Input
              {...control}
              size="lg"
              type="password"
              autoComplete="current-password"
              value={credentials.password}
              onChange={fill('password')}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={signIn.isPending} className="mt-1">
          {t('submit')}
        </Button>
      </form>
      {meta.data?.data.demo ? <DemoSignIns signIns={meta.data.data.demo.sign_ins} onChoose={setCredentials} /> : null}
    </>
  );
}
