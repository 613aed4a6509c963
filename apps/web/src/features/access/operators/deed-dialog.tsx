import { type ReactNode, type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import { DeedRefusal } from './deed-refusal.tsx';

const LEAST_REASON = 3;
const LONGEST_REASON = 500;

export interface DeedDialogProps {
  title: string;
  /** What happens, a sentence each. */
  effects?: readonly string[];
  submit: string;
  danger?: boolean;
  /** Asks why; who it concerns may be told. */
  reasonHelp?: string;
  /** What has to be typed once more, so that it is meant. */
  typed?: { label: string; text: string };
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onSubmit: (values: { reason: string }) => void;
  children?: ReactNode;
}

/** Says what a deed does, asks for what it needs, and shows a refusal in place. */
export function DeedDialog(props: DeedDialogProps) {
  const { title, effects = [], submit, danger, reasonHelp, typed, busy, error, onClose, onSubmit, children } = props;
  const { t } = useTranslation('operators');
  const id = useId();
  const [reason, setReason] = useState('');
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const hasReason = reasonHelp === undefined || reason.trim().length >= LEAST_REASON;
  const matches = typed === undefined || text.trim().toLowerCase() === typed.text.toLowerCase();
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (!hasReason) event.currentTarget.querySelector('textarea')?.focus();
    if (hasReason && matches && !busy) onSubmit({ reason: reason.trim() });
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="submit" form={id} variant={danger ? 'danger' : 'primary'} busy={busy} disabled={!matches}>
        {submit}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={title} footer={footer}>
      <form id={id} onSubmit={send} noValidate className="flex flex-col gap-4">
        <Effects effects={effects} />
        {children}
        {reasonHelp ? (
          <Field
            label={t('reason.label')}
            help={reasonHelp}
            error={asked && !hasReason ? t('reason.missing') : undefined}
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
        ) : null}
        {typed ? (
          <Field label={typed.label} required>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                value={text}
                onChange={({ target }) => setText(target.value)}
              />
            )}
          </Field>
        ) : null}
        {error ? <DeedRefusal error={error} /> : null}
      </form>
    </Dialog>
  );
}

function Effects({ effects }: { effects: readonly string[] }) {
  if (effects.length === 0) return null;
  if (effects.length === 1) return <p className="text-ink-muted">{effects[0]}</p>;
  return (
    <ul className="list-disc space-y-1 pl-5 text-ink-muted">
      {effects.map((effect) => (
        <li key={effect}>{effect}</li>
      ))}
    </ul>
  );
}
