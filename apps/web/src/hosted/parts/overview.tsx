import { useState } from 'react';
import { skippableSteps } from '../journey-state.ts';
import { useJourneyPage } from '../page-context.ts';
import { StepList } from './step-list.tsx';
import { Icon } from './icon.tsx';

export interface OverviewProps {
  onChoose?: () => void;
  onLater: () => void;
}

/** The steps and what can be done with all of them. */
export function Overview({ onChoose, onLater }: OverviewProps) {
  const { journey, speech } = useJourneyPage();
  return (
    <>
      <StepList onChoose={onChoose} />
      {journey.status === 'active' ? (
        <div className="mt-3 space-y-0.5 border-t pt-3">
          <SkipAll />
          <button type="button" className={LINE} onClick={onLater}>
            <Icon name="bookmark" />
            {speech.say('later.open')}
          </button>
        </div>
      ) : null}
    </>
  );
}

const LINE =
  'flex min-h-11 w-full items-center gap-3 rounded-lg px-3 py-2 text-left text-md text-sand-ink-muted hover:bg-sand-deep ' +
  'hover:text-sand-ink [&_svg]:mx-1 [&_svg]:size-5 [&_svg]:shrink-0';

/** Worth a line of its own only when it saves presses; a single step has its own button. */
function SkipAll() {
  const { journey, store, speech, announce } = useJourneyPage();
  const [busy, setBusy] = useState(false);
  const count = skippableSteps(journey).length;
  if (count < 2) return null;
  const skip = async () => {
    setBusy(true);
    const outcome = await store.skipAll();
    setBusy(false);
    announce(speech.say(outcome.ok ? 'state.skipped' : 'notice.refused'));
  };
  return (
    <button type="button" aria-disabled={busy} className={LINE} onClick={busy ? undefined : () => void skip()}>
      <Icon name="skip" />
      {speech.say('action.skip_all', { count })}
    </button>
  );
}
