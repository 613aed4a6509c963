import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/refusal.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Card } from '../../../ui/card.tsx';
import { Field } from '../../../ui/field.tsx';
import { NewPasswordField, PasswordInput, passwordRefusalOf, Refused } from '../entrance/index.ts';
import { useAccount } from '../sessions/index.ts';
import { useChangePassword } from './security-queries.ts';

export function PasswordCard({ hasPassword }: { hasPassword: boolean }) {
  const { t } = useTranslation('security');
  const change = useChangePassword();
  const [open, setOpen] = useState(false);
  const action = (
    <Button size="sm" onClick={() => setOpen(true)}>
      {t(hasPassword ? 'password.change' : 'password.set')}
    </Button>
  );
  return (
    <Card title={t('password.title')} actions={open ? undefined : action}>
      {open ? (
        <PasswordForm hasPassword={hasPassword} change={change} onClose={() => setOpen(false)} />
      ) : (
        <>
          <p className="text-ink-muted">{t(hasPassword ? 'password.there' : 'password.none')}</p>
          {change.data ? (
            <Callout tone="good" alert className="mt-3" title={t('password.done')}>
              {change.data.ended_sessions > 0 ? t('password.ended', { count: change.data.ended_sessions }) : null}
            </Callout>
          ) : null}
        </>
      )}
    </Card>
  );
}

interface PasswordFormProps {
  hasPassword: boolean;
  change: ReturnType<typeof useChangePassword>;
  onClose: () => void;
}

function PasswordForm({ hasPassword, change, onClose }: PasswordFormProps) {
  const { t } = useTranslation('security');
  const { account } = useAccount();
  const [present, setPresent] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const refusal = passwordRefusalOf(change.error);
  const isPresentWrong = isProblem(change.error) && change.error.problem.code === 'current_password_wrong';
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (!password || (hasPassword && !present)) return;
    change.mutate({ password, present: hasPassword ? present : undefined }, { onSuccess: onClose });
  };
  const cancel = () => {
    change.reset();
    onClose();
  };
  const typed = (keep: (next: string) => void, isRefused: boolean) => (next: string) => {
    if (isRefused) change.reset();
    keep(next);
  };
  return (
    <form onSubmit={submit} noValidate className="flex max-w-sm flex-col gap-4">
      {refusal || (isPresentWrong && hasPassword) ? null : <Refused error={change.error} />}
      {/* So that password managers know whose password it is. */}
      <input type="text" autoComplete="username" value={account.email} readOnly hidden />
      {hasPassword ? (
        <PresentPasswordField
          value={present}
          onChange={typed(setPresent, isPresentWrong)}
          isWrong={isPresentWrong}
          isMissing={asked && !present}
        />
      ) : null}
      <NewPasswordField
        label={t('password.label')}
        value={password}
        onChange={typed(setPassword, refusal !== null)}
        known={[account.email, account.name]}
        refusal={refusal}
        isMissing={asked && !password}
      />
      <p className="text-ink-muted">{t('password.ends_sessions')}</p>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={change.isPending}>
          {t('password.save')}
        </Button>
        <Button onClick={cancel}>{t('cancel')}</Button>
      </div>
    </form>
  );
}

interface PresentPasswordFieldProps {
  value: string;
  onChange: (value: string) => void;
  isWrong: boolean;
  isMissing: boolean;
}

function PresentPasswordField({ value, onChange, isWrong, isMissing }: PresentPasswordFieldProps) {
  const { t } = useTranslation('security');
  const wrong = isWrong ? t('password.present_wrong') : undefined;
  return (
    <Field label={t('password.present')} error={isMissing ? t('password.present_missing') : wrong} required>
      {(control) => (
        <PasswordInput
          {...control}
          autoComplete="current-password"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
