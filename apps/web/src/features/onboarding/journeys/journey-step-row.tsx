import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../lib/class-names.ts';
import { Badge } from '../../../ui/badge.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { StepStateBadge } from '../../../ui/step-state-badge.tsx';
import { answerRows } from './answer-rows.ts';
import { useMayActOnParticipants } from './may-act.ts';
import type { Journey, JourneyStep } from './participant-query.ts';
import { StepAnswers } from './step-answers.tsx';
import { StepReview } from './step-review.tsx';

/** One step: its state, what was answered, why it was rejected or waits, and what a member may decide. */
export function JourneyStepRow({ journey, step }: { journey: Journey; step: JourneyStep }) {
  const { t } = useTranslation('journeys');
  const mayAct = useMayActOnParticipants();
  const [open, setOpen] = useState(step.state === 'submitted');
  const answers = answerRows(step, { yes: t('step.yes'), no: t('step.no') });
  const isNext = journey.progress.next_step === step.key;
  const answersId = `${journey.id}-${step.key}`;
  return (
    <li className="flex flex-col gap-1 px-4 py-2.5">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1.5">
        <div className="flex min-w-0 flex-1 basis-40 flex-col gap-0.5">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h3 className="font-medium text-ink">{step.title}</h3>
            <StepStateBadge state={step.state} />
            {isNext ? <Badge tone="info">{t('step.next')}</Badge> : null}
          </div>
          <p className="flex flex-wrap gap-x-3 text-xs text-ink-muted">
            <span className="font-mono">{step.key}</span>
            {step.required ? null : <span>{t('step.optional')}</span>}
            <StepTime step={step} />
          </p>
        </div>
        {mayAct ? <StepReview journey={journey} step={step} /> : null}
      </div>
      {step.reason ? (
        <p className="rounded-md bg-bad-soft px-2.5 py-1.5 text-ink">
          <span className="font-medium">{t('step.reason')}</span> {step.reason}
        </p>
      ) : null}
      {step.blocked_by.length > 0 ? (
        <p className="text-xs text-ink-muted">{t('step.blocked_by', { steps: titlesOf(journey, step.blocked_by) })}</p>
      ) : null}
      {answers.length > 0 ? (
        <>
          <button
            type="button"
            aria-expanded={open}
            aria-controls={answersId}
            onClick={() => setOpen(!open)}
            className="-ml-1 flex w-fit items-center gap-1 rounded-sm px-1 text-xs font-medium text-accent-text hover:underline"
          >
            <ChevronRight
              aria-hidden="true"
              className={cn('size-3.5 transition-transform duration-100', open && 'rotate-90')}
            />
            {t('step.answers', { count: answers.length })}
          </button>
          <div id={answersId} hidden={!open}>
            <StepAnswers rows={answers} />
          </div>
        </>
      ) : null}
    </li>
  );
}

function StepTime({ step }: { step: JourneyStep }) {
  const { t } = useTranslation('journeys');
  const moments = [
    ['done', step.done_at],
    ['submitted', step.submitted_at],
    ['started', step.started_at],
  ] as const;
  const [name, at] = moments.find(([, time]) => time !== null) ?? [];
  if (!name || !at) return null;
  return (
    <span>
      {t(`step.${name}`)} <RelativeTime at={at} />
    </span>
  );
}

function titlesOf(journey: Journey, keys: string[]): string {
  return keys.map((key) => journey.steps.find((step) => step.key === key)?.title ?? key).join(', ');
}
