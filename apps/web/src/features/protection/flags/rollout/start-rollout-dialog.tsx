import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import type { Flag } from '../flag-queries.ts';
import { GuardFields } from './guard-fields.tsx';
import { useStartRollout } from './rollout-queries.ts';
import { StageFields } from './stage-fields.tsx';
import { baseOf, newRolloutDraft, type RolloutDraft, rolloutOf, rolloutProblems } from './stages-draft.ts';

/** How a rollout is changed as it is typed, and what is said of its fields once it was sent. */
export interface RolloutForm {
  draft: RolloutDraft;
  set: (draft: RolloutDraft) => void;
  problemAt: (place: string) => string | undefined;
}

export function StartRolloutDialog({ flag, onClose }: { flag: Flag; onClose: () => void }) {
  const { t } = useTranslation('flags');
  const start = useStartRollout(flag.key);
  const formId = useId();
  const base = baseOf(flag.definition);
  const [draft, set] = useState(() => newRolloutDraft(base));
  const [isAsked, setAsked] = useState(false);
  const problems = rolloutProblems(draft, base);
  const problemAt = (place: string) => {
    const code = isAsked ? problems.get(place) : undefined;
    return code && t(`staged.problem.${code}`);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (problems.size === 0) start.mutate(rolloutOf(draft), { onSuccess: onClose });
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="submit" form={formId} variant="primary" busy={start.isPending}>
        {t('staged.start.submit')}
      </Button>
    </>
  );
  const lead = t(flag.definition.is_enabled ? 'staged.start.lead' : 'staged.start.lead_off');
  return (
    <Dialog open onOpenChange={onClose} title={t('staged.start.title')} description={lead} footer={footer}>
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-5">
        {start.error ? <ErrorState error={start.error} /> : null}
        <StageFields form={{ draft, set, problemAt }} />
        <GuardFields form={{ draft, set, problemAt }} />
      </form>
    </Dialog>
  );
}
