import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/refusal.ts';
import { Button } from '../../../ui/button.tsx';
import { CodeForm, Refused } from '../entrance/index.ts';
import { type AskedSecondFactor, useSecondFactor, useSecondFactorPasskey } from './signing-in.ts';

type Method = AskedSecondFactor['methods'][number];

/** The second half of signing in: a code of the authenticator app, a passkey or a backup code. */
export function SecondFactorForm({ asked, onBack }: { asked: AskedSecondFactor; onBack: () => void }) {
  const { t } = useTranslation('sign-in');
  const [method, setMethod] = useState<Method>(firstOf(asked.methods));
  const prove = useSecondFactor();
  const passkey = useSecondFactorPasskey();
  const error = method === 'passkey' ? passkey.error : prove.error;
  const turnTo = (next: Method) => {
    prove.reset();
    passkey.reset();
    setMethod(next);
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="-mt-4 text-base text-ink-muted">{t(`second_factor.${method}.lead`)}</p>
      <Refused error={error} />
      {method === 'passkey' ? (
        <Button variant="primary" size="lg" busy={passkey.isPending} onClick={() => passkey.mutate(asked.token)}>
          {t('second_factor.passkey.submit')}
        </Button>
      ) : (
        <CodeForm
          key={method}
          kind={method}
          size="lg"
          submit={t('second_factor.submit')}
          busy={prove.isPending}
          onSubmit={(code) => prove.mutate({ token: asked.token, method, code })}
        />
      )}
      <Ways>
        {asked.methods
          .filter((other) => other !== method)
          .map((other) => (
            <Button key={other} variant="link" onClick={() => turnTo(other)} className="self-start">
              {t(`second_factor.${other}.instead`)}
            </Button>
          ))}
        <Button variant="link" onClick={onBack} className="self-start">
          {t(isOver(error) ? 'second_factor.again' : 'back')}
        </Button>
      </Ways>
    </div>
  );
}

function Ways({ children }: { children: ReactNode }) {
  return <div className="flex flex-col gap-2 border-t pt-4">{children}</div>;
}

function firstOf(methods: readonly Method[]): Method {
  const preferred: Method[] = ['totp', 'passkey', 'backup_code'];
  return preferred.find((method) => methods.includes(method)) ?? 'totp';
}

function isOver(error: unknown): boolean {
  return isProblem(error) && error.problem.code === 'ceremony_over';
}
