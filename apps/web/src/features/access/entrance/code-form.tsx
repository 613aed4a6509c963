import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import type { ControlSize } from '../../../ui/control-style.ts';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { type CodeKind, isCode, tidyCode } from './code-text.ts';

export interface CodeFormProps {
  kind: CodeKind;
  submit: string;
  busy: boolean;
  onSubmit: (code: string) => void;
  size?: Exclude<ControlSize, 'xl'>;
}

/** One code: six digits of the authenticator app, a backup code, or the digits shown where a link was asked for. */
export function CodeForm({ kind, submit, busy, onSubmit, size }: CodeFormProps) {
  const { t } = useTranslation('entrance');
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (isCode(kind, code)) onSubmit(tidyCode(kind, code));
  };
  return (
    <form onSubmit={send} noValidate className="flex flex-col gap-4">
      <Field
        label={t(`code.${kind}.label`)}
        error={asked && !isCode(kind, code) ? t(`code.${kind}.missing`) : undefined}
        required
      >
        {(control) => (
          <Input
            {...control}
            size={size}
            // The form opens because a code is wanted: nothing else stands before it.
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the next thing to do after the press that opened it
            autoFocus
            autoComplete={kind === 'totp' ? 'one-time-code' : 'off'}
            inputMode={kind === 'backup_code' ? 'text' : 'numeric'}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={40}
            data-figures
            className="font-mono tracking-widest"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size={size} busy={busy}>
        {submit}
      </Button>
    </form>
  );
}
