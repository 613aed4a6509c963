import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Card } from '../../../ui/card.tsx';
import { NewPasswordField, passwordRefusalOf, Refused } from '../entrance/index.ts';
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
        <PasswordForm change={change} onClose={() => setOpen(false)} />
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

function PasswordForm({ change, onClose }: { change: ReturnType<typeof useChangePassword>; onClose: () => void }) {
  const { t } = useTranslation('security');
  const { account } = useAccount();
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const refusal = passwordRefusalOf(change.error);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (password) change.mutate(password, { onSuccess: onClose });
  };
  const cancel = () => {
    change.reset();
    onClose();
  };
  return (
    <form onSubmit={submit} noValidate className="flex max-w-sm flex-col gap-4">
      {refusal ? null : <Refused error={change.error} />}
      {/* So that password managers know whose password it is. */}
      <input type="text" autoComplete="username" value={account.email} readOnly hidden />
      <NewPasswordField
        label={t('password.label')}
        value={password}
        onChange={(next) => {
          if (refusal) change.reset();
          setPassword(next);
        }}
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
