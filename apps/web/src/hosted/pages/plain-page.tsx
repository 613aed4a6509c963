import { type ReactNode, useEffect } from 'react';
import type { HostedFlow, Problem } from '../api.ts';
import { cameFrom } from '../came-from.ts';
import type { Failure } from '../outcome.ts';
import { Button } from '../parts/button.tsx';
import { ErrorMarks } from '../parts/error-marks.tsx';
import { TopBar } from '../parts/top-bar.tsx';
import { useJourneyPage, usePage } from '../page-context.ts';
import { StepHeading } from '../parts/step-heading.tsx';
import type { TextKey } from '../texts/speak.ts';
import { PageFrame } from './page-frame.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';

type Subject =
  | 'missing'
  | 'expired'
  | 'invalid'
  | 'not_found'
  | 'nothing'
  | 'paused'
  | 'forbidden'
  | 'offline'
  | 'error';
const ICONS: Record<Subject, IconName> = {
  missing: 'link-off',
  expired: 'link-off',
  invalid: 'link-off',
  not_found: 'not-found',
  nothing: 'nothing',
  paused: 'nothing',
  forbidden: 'link-off',
  offline: 'offline',
  error: 'warning',
};

/** Instead of the journey: why it cannot be shown, and what to do about it. */
export function FailurePage({
  hosted,
  failure,
  onRetry,
}: {
  hosted: HostedFlow | null;
  failure: Failure;
  onRetry: () => void;
}) {
  const { organization, speech } = usePage();
  const subject = subjectOf(failure);
  const problem = failure.kind === 'refused' ? failure.problem : null;
  const mayRetry = subject === 'error' || subject === 'offline';
  return (
    <PageFrame top={<TopBar hosted={hosted} locale={null} />}>
      <PlainContent
        icon={ICONS[subject]}
        title={speech.say(`page.${subject}_title` satisfies TextKey)}
        text={speech.say(`page.${subject}_text` satisfies TextKey, { organization })}
      >
        {mayRetry ? (
          <Button look="primary" icon={<Icon name="refresh" />} onClick={onRetry}>
            {speech.say('action.retry')}
          </Button>
        ) : null}
        {subject === 'paused' ? <WayOn /> : null}
        {problem ? <ErrorMarks problem={problem} /> : null}
      </PlainContent>
    </PageFrame>
  );
}

/** Back to the product that sent the person here, where the browser tells which. */
function WayOn() {
  const { organization, speech } = usePage();
  const from = cameFrom(document.referrer, location.origin);
  if (from === null) return null;
  return (
    <a className="font-medium text-accent-text underline decoration-1 underline-offset-4" href={from}>
      {speech.say('page.paused_on', { organization })}
    </a>
  );
}

/** After a person asked to be forgotten on the device. */
export function ForgottenPage({ hosted }: { hosted: HostedFlow | null }) {
  const { organization, speech } = usePage();
  return (
    <PageFrame top={<TopBar hosted={hosted} locale={null} />}>
      <PlainContent
        icon="leave"
        title={speech.say('later.forgotten_title')}
        text={speech.say('later.forgotten_text', { organization })}
      />
    </PageFrame>
  );
}

/** A journey none of whose steps is meant for this person. */
export function EmptyJourney() {
  const { speech } = useJourneyPage();
  return <PlainContent icon="nothing" title={speech.say('page.empty_title')} text={speech.say('page.empty_text')} />;
}

interface PlainContentProps {
  icon: IconName;
  title: string;
  text: string;
  children?: ReactNode;
}

function PlainContent({ icon, title, text, children }: PlainContentProps) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div className="flex flex-col items-start gap-5 py-4">
      <span className="grid size-14 place-items-center rounded-xl bg-sand-deep text-sand-ink-muted">
        <Icon name={icon} className="size-7" />
      </span>
      <div>
        <StepHeading>{title}</StepHeading>
        <p className="mt-3 max-w-[60ch]">{text}</p>
      </div>
      {children}
    </div>
  );
}

function subjectOf(failure: Failure): Subject {
  if (failure.kind === 'link') return failure.reason;
  if (failure.kind === 'unreachable') return 'offline';
  if (failure.kind === 'paused') return 'paused';
  return failure.kind === 'refused' ? subjectOfProblem(failure.problem) : 'error';
}

function subjectOfProblem({ status, code }: Problem): Subject {
  if (code === 'no_matching_flow' || code === 'flow_not_live') return 'nothing';
  if (status === 404) return 'not_found';
  return status === 403 ? 'forbidden' : 'error';
}
