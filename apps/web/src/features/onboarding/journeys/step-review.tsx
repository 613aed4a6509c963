import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { DropdownMenu, MenuItem } from '../../../ui/dropdown-menu.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import type { Journey, JourneyStep } from './participant-query.ts';
import { ReviewRefusal } from './review-refusal.tsx';
import { decisionsOf } from './step-decisions.ts';
import { type Decision, useReview } from './use-review.ts';

/** Taken at once; the others ask first. */
const IMMEDIATE: readonly Decision[] = ['approve', 'complete'];

/** What a member may decide about a step. What was decided meanwhile by somebody else is said and shown. */
export function StepReview({ journey, step }: { journey: Journey; step: JourneyStep }) {
  const { t } = useTranslation('journeys');
  const review = useReview(journey.participant.external_id, journey.flow.key, step);
  const [asking, setAsking] = useState<Decision | null>(null);
  const decisions = decisionsOf(step);
  const shown = decisions.filter((decision) => decision !== 'reset' && decision !== 'reopen');
  const others = decisions.filter((decision) => decision === 'reset' || decision === 'reopen');
  const choose = (decision: Decision) =>
    IMMEDIATE.includes(decision) ? review.mutate({ decision }) : setAsking(decision);
  const busy = (decision: Decision) => review.isPending && review.variables.decision === decision;
  return (
    <>
      <div className="flex shrink-0 items-center gap-1.5">
        {shown.map((decision) => (
          <Button
            key={decision}
            size="sm"
            variant={decision === 'approve' ? 'primary' : 'secondary'}
            busy={busy(decision)}
            aria-label={t(`review.${decision}_of`, { step: step.title })}
            onClick={() => choose(decision)}
          >
            {t(`review.${decision}`)}
          </Button>
        ))}
        {others.length > 0 ? (
          <DropdownMenu
            trigger={
              <Button
                size="sm"
                variant="ghost"
                aria-label={t('review.more', { step: step.title })}
                icon={<Ellipsis />}
                className="w-7 px-0"
              />
            }
          >
            {others.map((decision) => (
              <MenuItem key={decision} danger={decision === 'reset'} onSelect={() => choose(decision)}>
                {t(`review.${decision}`)}
              </MenuItem>
            ))}
          </DropdownMenu>
        ) : null}
      </div>
      {review.error && !asking ? <ReviewRefusal error={review.error} /> : null}
      {asking ? (
        <DecisionDialog
          decision={asking}
          step={step}
          review={review}
          onClose={() => {
            review.reset();
            setAsking(null);
          }}
          onDecided={() => setAsking(null)}
        />
      ) : null}
    </>
  );
}
