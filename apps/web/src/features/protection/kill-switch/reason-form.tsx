import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/refusal.ts';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field } from '../../../ui/field.tsx';
import { Textarea } from '../../../ui/textarea.tsx';

const LEAST_REASON = 3;
const LONGEST_REASON = 500;

export interface ReasonFormProps {
  id: string;
  /** What the reason is asked for. */
  help: string;
  busy: boolean;
  error: unknown;
  onSubmit: (reason: string) => void;
  children?: ReactNode;
}

/** Asks why, and shows in place why it was refused. */
export function ReasonForm({ id, help, busy, error, onSubmit, children }: ReasonFormProps) {
  const { t } = useTranslation('kill-switch');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const isMissing = reason.trim().length < LEAST_REASON;
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (isMissing) event.currentTarget.querySelector('textarea')?.focus();
    else if (!busy) onSubmit(reason.trim());
  };
  return (
    <form id={id} onSubmit={send} noValidate className="flex flex-col gap-4">
      {children}
      <Field
        label={t('reason.label')}
        help={help}
        error={asked && isMissing ? t('reason.missing') : undefined}
        required
      >
        {(control) => (
          <Textarea
            {...control}
            maxLength={LONGEST_REASON}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
      {error ? <Refusal error={error} /> : null}
    </form>
  );
}

/** Refusals that are expected and say all there is to say; any other shows its code and error id. */
const EXPECTED = ['kill_switch_already_on', 'kill_switch_not_on', 'too_many_kill_switches'] as const;

function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation('kill-switch');
  const code = isProblem(error) ? EXPECTED.find((known) => known === error.problem.code) : undefined;
  if (code === undefined) return <ErrorState error={error} />;
  return (
    <Callout tone="bad" alert>
      {t(`refused.${code}`)}
    </Callout>
  );
}
