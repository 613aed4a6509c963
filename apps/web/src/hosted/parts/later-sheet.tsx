import { type RefObject, useState } from 'react';
import { failureOf } from '../outcome.ts';
import { useJourneyPage } from '../page-context.ts';
import { Button } from './button.tsx';
import { Sheet } from './sheet.tsx';
import { Icon } from './icon.tsx';

const PAUSES = [
  ['later.day', 1_440],
  ['later.three_days', 4_320],
  ['later.week', 10_080],
] as const;

/** What a person wants to know and do when they stop half way. */
export function LaterSheet({
  dialog,
  onForget,
}: {
  dialog: RefObject<HTMLDialogElement | null>;
  onForget: () => void;
}) {
  const { speech, organization } = useJourneyPage();
  const { say } = speech;
  return (
    <Sheet dialog={dialog} title={say('later.title')}>
      <div className="space-y-6 px-5 py-5 text-lg">
        <p>{say('later.text', { organization })}</p>
        <ReminderPause />
        <section className="flex flex-wrap items-center justify-between gap-3 border-t pt-5">
          <h3 className="font-medium">{say('later.shared')}</h3>
          <Button icon={<Icon name="leave" />} onClick={onForget}>
            {say('later.forget')}
          </Button>
        </section>
      </div>
    </Sheet>
  );
}

function ReminderPause() {
  const { journey, store, speech } = useJourneyPage();
  const { say } = speech;
  const [pausedUntil, setPausedUntil] = useState(journey.snoozed_until);
  const [complaint, setComplaint] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const pause = async (minutes: number) => {
    setBusy(true);
    setComplaint(null);
    try {
      setPausedUntil(await store.snooze(minutes));
    } catch (error) {
      const { kind } = failureOf(error);
      setComplaint(
        say(kind === 'too_fast' ? 'later.limit' : kind === 'unreachable' ? 'page.offline_text' : 'later.failed'),
      );
    }
    setBusy(false);
  };
  return (
    <section className="border-t pt-5">
      <h3 className="flex items-center gap-2 font-medium">
        <Icon name="bell-off" className="size-5 text-sand-ink-muted" />
        {say('later.reminders')}
      </h3>
      <div className="mt-3 flex flex-wrap gap-2">
        {PAUSES.map(([label, minutes]) => (
          <Button key={minutes} busy={busy} className="flex-1 px-3" onClick={() => void pause(minutes)}>
            {say(label)}
          </Button>
        ))}
      </div>
      <p role="status" className={`mt-3 text-md empty:hidden ${complaint ? 'text-bad-text' : 'text-sand-ink-muted'}`}>
        {complaint ?? (pausedUntil ? say('later.paused', { moment: speech.moment(pausedUntil) }) : null)}
      </p>
    </section>
  );
}
