import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AvailableKind, AVAILABLE_KINDS, COMING_KINDS } from '../../definition/step-kinds.ts';
import { insertStep, newStep } from '../../definition/steps.ts';
import { stepIds } from '../../definition/places.ts';
import { Badge } from '../../../../../ui/badge.tsx';
import { Button } from '../../../../../ui/button.tsx';
import { Dialog } from '../../../../../ui/dialog.tsx';
import { Field } from '../../../../../ui/field.tsx';
import { Input } from '../../../../../ui/input.tsx';
import { RadioGroup } from '../../../../../ui/radio-group.tsx';
import { useEditor } from '../editor-context.ts';
import { KIND_ICONS } from '../../kind-look.ts';

export interface NewStepDialogProps {
  /** Place of the new step. */
  at: number;
  onClose: () => void;
}

export function NewStepDialog({ at, onClose }: NewStepDialogProps) {
  const { t } = useTranslation('flow-editor');
  const { flow, edit, select, locale } = useEditor();
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<AvailableKind>('form');
  const formId = useId();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const step = newStep({ kind, title: title.trim() || t(`kind.${kind}.name`), locale }, flow);
    const id = stepIds(insertStep(flow, at, step))[at];
    edit((known) => insertStep(known, at, step));
    if (id !== undefined) select({ part: 'step', id });
    onClose();
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="submit" form={formId} variant="primary">
        {t('new_step.submit')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t('new_step.title')} footer={footer}>
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('step.title')} help={t('new_step.title_help')}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              maxLength={200}
              lang={locale}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <KindChoice kind={kind} onChange={setKind} />
      </form>
    </Dialog>
  );
}

function KindChoice({ kind, onChange }: { kind: AvailableKind; onChange: (kind: AvailableKind) => void }) {
  const { t } = useTranslation('flow-editor');
  const options = AVAILABLE_KINDS.map((value) => {
    const Icon = KIND_ICONS[value];
    const name = (
      <span className="flex items-center gap-2 font-medium">
        <Icon aria-hidden="true" className="size-4 text-ink-faint" />
        {t(`kind.${value}.name`)}
      </span>
    );
    return { value, label: name, detail: t(`kind.${value}.detail`) };
  });
  return (
    <>
      <RadioGroup legend={t('step.kind')} look="cards" value={kind} onChange={onChange} options={options} />
      <div className="flex flex-col gap-2">
        <p className="text-xs font-medium text-ink-muted">{t('kind.coming_list')}</p>
        <ul className="flex flex-wrap gap-1.5">
          {COMING_KINDS.map((value) => {
            const Icon = KIND_ICONS[value];
            return (
              <li key={value}>
                <Badge icon={<Icon aria-hidden="true" />}>{t(`kind.${value}.name`)}</Badge>
              </li>
            );
          })}
        </ul>
      </div>
    </>
  );
}
