import { type SubmitEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { isProblem } from '../../../../lib/refusal.ts';
import { Button } from '../../../../ui/button.tsx';
import { Callout } from '../../../../ui/callout.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { RadioGroup } from '../../../../ui/radio-group.tsx';
import { useCreateFlag } from '../flag-queries.ts';
import { FLAG_KINDS } from '../new-definition.ts';
import { NameAndKey } from './name-and-key.tsx';
import { useNewFlag } from './use-new-flag.ts';

export function CreateFlagDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('flags');
  const navigate = useNavigate();
  const create = useCreateFlag();
  const formId = useId();
  const form = useNewFlag();
  const code = isProblem(create.error) ? create.error.problem.code : undefined;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const flag = form.submit();
    if (flag) create.mutate(flag, { onSuccess: ({ key }) => void navigate(`/flags/${key}`) });
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
    <Dialog open onOpenChange={onClose} title={t('create.title')} description={t('create.lead')} footer={footer}>
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-5">
        <Refusal error={create.error} code={code} />
        <NameAndKey form={form} takenKey={code === 'flag_key_taken' ? create.variables?.key : undefined} />
        <RadioGroup
          legend={t('create.kind')}
          value={form.kind}
          onChange={form.setKind}
          options={FLAG_KINDS.map((value) => ({
            value,
            label: t(`kind.${value}`),
            detail: t(`create.kind_detail.${value}`),
          }))}
          look="cards"
        />
      </form>
    </Dialog>
  );
}

/** A key that is taken is said at its field. */
function Refusal({ error, code }: { error: Error | null; code: string | undefined }) {
  const { t } = useTranslation('flags');
  if (!error || code === 'flag_key_taken') return null;
  if (code === 'too_many_flags') return <Callout tone="bad" alert title={t('create.too_many')} />;
  return <ErrorState error={error} />;
}
