import { type SubmitEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { NewPasswordField, passwordRefusalOf, Refused } from '../entrance/index.ts';
import { type Draft, localeOf, missingOf, newAccountOf } from './draft.ts';
import { useSignUp } from './sign-up-queries.ts';
import { TermsCheckbox } from './terms-checkbox.tsx';

export interface SignUpFormProps {
  address: string;
  invitation: string | null;
  onMailed: (address: string) => void;
}

export function SignUpForm({ address, invitation, onMailed }: SignUpFormProps) {
  const { t, i18n } = useTranslation('sign-up');
  const signUp = useSignUp();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<Draft>({ name: '', email: address, password: '', acceptsTerms: false });
  const [asked, setAsked] = useState(false);
  const missing = asked ? missingOf(draft) : [];
  const change = (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part }));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    const [first] = missingOf(draft);
    if (first) return focusOn(form.current, first);
    const body = newAccountOf(draft, localeOf(i18n.language), invitation);
    signUp.mutate(body, { onSuccess: () => onMailed(body.email) });
  };
  const refusal = passwordRefusalOf(signUp.error);
  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
      {refusal ? null : <Refused error={signUp.error} />}
      <Field label={t('name')} error={missing.includes('name') ? t('name_missing') : undefined} required>
        {(control) => (
          <Input
            {...control}
            name="name"
            size="lg"
            autoComplete="name"
            maxLength={200}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('email')} error={missing.includes('email') ? t('email_missing') : undefined} required>
        {(control) => (
          <Input
            {...control}
            name="email"
            size="lg"
            type="email"
            autoComplete="username"
            maxLength={320}
            value={draft.email}
            onChange={(event) => change({ email: event.target.value })}
          />
        )}
      </Field>
      <NewPasswordField
        label={t('password')}
        size="lg"
        value={draft.password}
        onChange={(password) => {
          if (refusal) signUp.reset();
          change({ password });
        }}
        known={[draft.email, draft.name]}
        refusal={refusal}
        isMissing={missing.includes('password')}
      />
      <TermsCheckbox
        checked={draft.acceptsTerms}
        isMissing={missing.includes('terms')}
        onChange={(acceptsTerms) => change({ acceptsTerms })}
      />
      <Button type="submit" variant="primary" size="lg" busy={signUp.isPending} className="mt-1">
        {t('submit')}
      </Button>
    </form>
  );
}

const CONTROLS = {
  name: 'input[name=name]',
  email: 'input[name=email]',
  password: 'input[autocomplete=new-password]',
  terms: 'input[type=checkbox]',
};

function focusOn(form: HTMLFormElement | null, part: keyof typeof CONTROLS) {
  form?.querySelector<HTMLElement>(CONTROLS[part])?.focus();
}
