import { createApi } from '../api.ts';
import { JourneyStore } from '../journey-store.ts';
import type { Failure } from '../outcome.ts';
import { PageContext } from '../page-context.ts';
import type { Session } from '../session.ts';
import { useSpeech } from '../texts/use-speech.ts';
import { FailurePage } from './plain-page.tsx';

const NOBODY: Session = { organization: '', flow: '', environment: 'live', token: null, participant: null };

/** A failure page that stands alone: no flow, no person, only the reader's language. */
export function SpokenPage({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const speech = useSpeech(null);
  if (!speech) return null;
  const store = new JourneyStore(createApi(NOBODY), { isKnown: false, locale: null });
  const page = {
    session: NOBODY,
    store,
    speech,
    organization: '',
    announce: () => undefined,
    chooseLocale: () => undefined,
  };
  return (
    <PageContext value={page}>
      <FailurePage hosted={null} failure={failure} onRetry={onRetry} />
    </PageContext>
  );
}
