import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../lib/use-now.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { endIn, ENDS, type End } from './end.ts';
import type { NewSwitch } from './kill-switch-queries.ts';
import { ReasonForm } from './reason-form.tsx';

const CLOCK_MS = 10_000;

export interface SwitchDialogProps {
  title: string;
  /** What happens, a sentence each. */
  effects: readonly string[];
  /** Null: onboarding as a whole. */
  capability: string | null;
  busy: boolean;
  error: unknown;
  onSubmit: (wish: NewSwitch) => void;
  onClose: () => void;
}

/** Says what switching off does, asks why and for how long. */
export function SwitchDialog({ title, effects, capability, busy, error, onSubmit, onClose }: SwitchDialogProps) {
  const { t } = useTranslation('kill-switch');
  const id = useId();
  const [end, setEnd] = useState<End>('open');
  const now = useNow(CLOCK_MS);
  const footer = (
    <>
      <Button onClick={onClose}>{t('off.keep')}</Button>
      <Button type="submit" form={id} variant="danger" busy={busy}>
        {t('off.submit')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={title} footer={footer}>
      <ReasonForm
        id={id}
        help={t('off.reason_help')}
        busy={busy}
        error={error}
        onSubmit={(reason) => onSubmit({ capability, reason, until: endIn(end, now) })}
      >
        <ul className="list-disc space-y-1 pl-5 text-ink-muted">
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
        <Field label={t('off.end')}>
          {(control) => (
            <Select
              {...control}
              value={end}
              onChange={setEnd}
              options={ENDS.map((value) => ({ value, label: t(`end.${value}`) }))}
            />
          )}
        </Field>
      </ReasonForm>
    </Dialog>
  );
}
