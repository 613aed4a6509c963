import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../lib/api.ts';
import { isProblem } from '../../../lib/refusal.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { CodeForm, PasswordInput, Refused } from '../entrance/index.ts';
import { provePasskey } from '../passkeys/index.ts';
import { sessionQuery } from '../sessions/index.ts';
import type { Method, Proof } from './methods.ts';

export interface ProofFormProps {
  method: Method;
  passkey: { token: string; options: Record<string, unknown> } | null;
  onConfirmed: () => void;
  /** The try is over: new options are needed. */
  onOver: () => void;
}

export function ProofForm({ method, passkey, onConfirmed, onOver }: ProofFormProps) {
  const { t } = useTranslation('confirmation');
  const confirm = useConfirm(onConfirmed, onOver);
  const provide = async (): Promise<Proof> => {
    if (!passkey) return { method: 'passkey' };
    return { method: 'passkey', token: passkey.token, assertion: await provePasskey(passkey.options) };
  };
  return (
    <div className="flex flex-col gap-4">
      <Refused error={confirm.error} />
      {method === 'passkey' ? (
        <Button variant="primary" busy={confirm.isPending} onClick={() => confirm.mutate(provide)}>
          {t('use_passkey')}
        </Button>
      ) : method === 'password' ? (
        <PasswordForm
          busy={confirm.isPending}
          onSubmit={(password) => confirm.mutate(async () => ({ method, password }))}
        />
      ) : (
        <CodeForm
          kind={method}
          submit={t('confirm')}
          busy={confirm.isPending}
          onSubmit={(code) => confirm.mutate(async () => ({ method, code }))}
        />
      )}
    </div>
  );
}

function useConfirm(onConfirmed: () => void, onOver: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (provide: () => Promise<Proof>) =>
      (await call('POST /api/v1/me/confirm', { body: await provide() })).data,
    meta: { shownInPlace: true },
    gcTime: 0,
    onSuccess: () => {
      onConfirmed();
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
    onError: (error) => {
      if (isProblem(error) && error.problem.code === 'ceremony_over') onOver();
    },
  });
}

function PasswordForm({ busy, onSubmit }: { busy: boolean; onSubmit: (password: string) => void }) {
  const { t } = useTranslation('confirmation');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (password) onSubmit(password);
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label={t('password')} error={asked && !password ? t('password_missing') : undefined} required>
        {(control) => (
          <PasswordInput
            {...control}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog asks for this one thing
            autoFocus
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" busy={busy}>
        {t('confirm')}
      </Button>
    </form>
  );
}
