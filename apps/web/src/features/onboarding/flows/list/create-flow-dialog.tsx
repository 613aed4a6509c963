import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { isProblem } from '../../../../lib/refusal.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { Field } from '../../../../ui/field.tsx';
import { Input } from '../../../../ui/input.tsx';
import { isFlowKey, keyFrom } from '../definition/keys.ts';
import { useCreateFlow } from '../flow-queries.ts';
import { BLANK, TemplateGallery } from './template-gallery.tsx';

export function CreateFlowDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('flows');
  const navigate = useNavigate();
  const create = useCreateFlow();
  const formId = useId();
  const form = useNewFlow();
  const isTaken = isProblem(create.error) && create.error.problem.code === 'flow_key_taken';
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const flow = form.submit();
    if (flow) create.mutate(flow, { onSuccess: ({ key }) => void navigate(`/flows/${key}`) });
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="submit" form={formId} variant="primary" busy={create.isPending}>
        {t('create.submit')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t('create.title')} size="lg" footer={footer}>
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-5">
        {create.error && !isTaken ? <ErrorState error={create.error} /> : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t('create.name')}
            error={form.asked && !form.name.trim() ? t('create.name_missing') : undefined}
            required
          >
            {(control) => (
              <Input
                {...control}
                autoFocus
                maxLength={120}
                value={form.name}
                onChange={(event) => form.setName(event.target.value)}
              />
            )}
          </Field>
          <Field
            label={t('create.key')}
            help={t('create.key_help')}
            error={keyError(form, isTaken, create.variables?.key, t)}
            required
          >
            {(control) => (
              <Input
                {...control}
                maxLength={63}
                spellCheck={false}
                autoCapitalize="none"
                className="font-mono"
                value={form.key}
                onChange={(event) => form.setKey(event.target.value)}
              />
            )}
          </Field>
        </div>
        <TemplateGallery value={form.template} onChange={form.chooseTemplate} />
      </form>
    </Dialog>
  );
}

type NewFlowForm = ReturnType<typeof useNewFlow>;

function keyError(
  { asked, key }: NewFlowForm,
  isTaken: boolean,
  refusedKey: string | undefined,
  t: (text: 'create.key_missing' | 'create.key_taken') => string,
): string | undefined {
  if (isTaken && key === refusedKey) return t('create.key_taken');
  return asked && !isFlowKey(key) ? t('create.key_missing') : undefined;
}

/** The key follows the name, and name follows the template, until either is typed. */
function useNewFlow() {
  const [name, setName] = useState('');
  const [suggested, setSuggested] = useState('');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [template, setTemplate] = useState(BLANK);
  const [asked, setAsked] = useState(false);
  const shownName = name || suggested;
  const key = ownKey ?? keyFrom(shownName, '-');
  return {
    name: shownName,
    key,
    template,
    asked,
    setName: (text: string) => {
      setName(text);
      setSuggested('');
    },
    setKey: (text: string) => setOwnKey(text.toLowerCase().replace(/\s/g, '-')),
    chooseTemplate: (chosen: string, templateName: string) => {
      setTemplate(chosen);
      setSuggested(chosen === BLANK ? '' : templateName);
    },
    submit: () => {
      setAsked(true);
      if (!shownName.trim() || !isFlowKey(key)) return null;
      return { key, name: shownName.trim(), ...(template === BLANK ? {} : { template }) };
    },
  };
}
