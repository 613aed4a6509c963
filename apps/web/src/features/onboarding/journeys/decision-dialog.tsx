import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import type { JourneyStep } from './participant-query.ts';
import { ReviewRefusal } from './review-refusal.tsx';
import type { Decision, useReview } from './use-review.ts';

export interface DecisionDialogProps {
  decision: Decision;
  step: JourneyStep;
  review: ReturnType<typeof useReview>;
  onClose: () => void;
  onDecided: () => void;
}

const LONGEST_REASON = 1_000;

/** Asks before a decision that takes something back, and why when somebody is turned down. */
export function DecisionDialog({ decision, step, review, onClose, onDecided }: DecisionDialogProps) {
  const { t } = useTranslation('journeys');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const needsReason = decision === 'reject';
  const kind = needsReason || decision === 'reset' ? decision : 'reopen';
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    event.currentTarget.querySelector('textarea')?.focus();
    if (needsReason && !reason.trim()) return;
    review.mutate({ decision, reason: needsReason ? reason.trim() : undefined }, { onSuccess: onDecided });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="sm"
      title={t(`ask.${kind}.title`, { step: step.title })}
      description={t(`ask.${kind}.text`)}
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {needsReason ? (
          <Field
            label={t('ask.reason')}
            help={t('ask.reason_help')}
            error={asked && !reason.trim() ? t('ask.reason_missing') : undefined}
            required
          >
            {(control) => (
              <Textarea
                {...control}
                autoFocus
                maxLength={LONGEST_REASON}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        {review.error ? <ReviewRefusal error={review.error} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('ask.cancel')}</Button>
          <Button type="submit" variant={decision === 'reopen' ? 'primary' : 'danger'} busy={review.isPending}>
            {t(`review.${decision}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
