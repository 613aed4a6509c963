import { Suspense, useEffect, useRef, useState } from 'react';
import { type Address, FINISH, WELCOME, writeAddress } from '../address.ts';
import type { Journey } from '../api.ts';
import { bringStep, FinishPage, loadAhead, loadDrafts, StepView } from '../lazy-parts.ts';
import { draftName } from '../drafts/draft-name.ts';
import { isWaiting } from '../journey-state.ts';
import type { JourneyState } from '../journey-store.ts';
import { keptOnDevice } from '../kept.ts';
import { JourneyContext, usePage } from '../page-context.ts';
import { Button } from '../parts/button.tsx';
import { LaterSheet } from '../parts/later-sheet.tsx';
import { Note } from '../parts/note.tsx';
import { Shade } from '../parts/shade.tsx';
import { ProgressLine, SideBar, TopBar } from '../parts/top-bar.tsx';
import { Well } from '../parts/well.tsx';
import { useRefreshing } from '../use-refreshing.ts';
import { useView } from '../use-view.ts';
import { PageFrame } from './page-frame.tsx';
import { EmptyJourney } from './plain-page.tsx';
import { WelcomePage } from './welcome-page.tsx';

export interface JourneyPageProps {
  address: Address;
  state: JourneyState;
  journey: Journey;
  onForget: () => void;
}

/** A known person's journey: all steps beside or above, one of them on the page. */
export function JourneyPage({ address, state, journey, onForget }: JourneyPageProps) {
  const page = usePage();
  const [shown, go] = useView(address, journey);
  const view = shown ?? FINISH;
  const step = journey.steps.find((candidate) => candidate.key === view);
  const later = useRef<HTMLDialogElement>(null);
  const showLater = () => later.current?.showModal();
  const celebrates = useCompletion(journey, step !== undefined && !isWaiting(step), go);
  const kind = step?.kind;
  useEffect(loadAhead, []);
  useEffect(() => {
    if (kind) bringStep(kind);
  }, [kind]);
  useDocumentTitle(step?.title ?? null, journey, page.organization);
  useKeptDrafts(state, step?.key ?? null);
  useRefreshing(page.store, state.isUnreachable || (step ? isWaiting(step) : journey.steps.some(isWaiting)));
  return (
    <JourneyContext value={{ ...page, journey, view, go, hrefOf: (key) => writeAddress(address, key) }}>
      <PageFrame
        top={<TopBar hosted={state.hosted} locale={journey.locale} />}
        under={<ProgressLine onLater={showLater} />}
        side={<SideBar onLater={showLater} well={<Well percent={journey.progress.percent} className="size-16" />} />}
        contentLanguage={journey.locale}
      >
        {state.isUnreachable ? <OfflineNote /> : null}
        <Suspense fallback={<Shade />}>
          {journey.steps.length === 0 ? (
            <EmptyJourney />
          ) : step ? (
            <StepView key={step.key} step={step} />
          ) : view === WELCOME ? (
            <WelcomePage description={state.hosted?.flow.description ?? null} />
          ) : (
            <FinishPage celebrates={celebrates} opened={state.opened} />
          )}
          <FocusOnView view={view} />
        </Suspense>
      </PageFrame>
      <LaterSheet dialog={later} onForget={onForget} />
    </JourneyContext>
  );
}

function OfflineNote() {
  const { store, speech } = usePage();
  const [busy, setBusy] = useState(false);
  const retry = async () => {
    setBusy(true);
    await store.refresh();
    setBusy(false);
  };
  return (
    <Note look="offline" role="status" className="mb-6">
      <p>{speech.say('notice.unreachable')}</p>
      <Button className="mt-1 min-h-11 px-4 text-md" busy={busy} onClick={() => void retry()}>
        {speech.say('action.retry')}
      </Button>
    </Note>
  );
}

/** True once the journey became complete on this page. A person who only waited is taken to the end. */
function useCompletion(journey: Journey, isBusy: boolean, go: (view: string) => void): boolean {
  const isComplete = journey.progress.is_complete;
  const wasComplete = useRef(isComplete);
  const [isNew, setIsNew] = useState(false);
  useEffect(() => {
    if (isComplete && !wasComplete.current) {
      setIsNew(true);
      if (!isBusy) go(FINISH);
    }
    wasComplete.current = isComplete;
  }, [isComplete, isBusy, go]);
  return isNew;
}

/**
 * On arrival the focus stays where the browser put it; afterwards it goes to the heading of what is new. It stands beside
 * the view in the same boundary, because the heading of a view that is still being fetched is not there yet.
 */
function FocusOnView({ view }: { view: string }) {
  const before = useRef(view);
  useEffect(() => {
    if (before.current === view) return;
    before.current = view;
    scrollTo(0, 0);
    document.getElementById('heading')?.focus({ preventScroll: true });
  }, [view]);
  return null;
}

function useDocumentTitle(step: string | null, journey: Journey, organization: string) {
  useEffect(() => {
    document.title = [step, journey.flow.title, organization].filter(Boolean).join(' – ');
  }, [step, journey.flow.title, organization]);
}

/** Sends drafts that an earlier visit left on the device: on arrival and when the network is back. */
function useKeptDrafts(state: JourneyState, shownKey: string | null) {
  const { store } = usePage();
  const isReady = state.journey !== null && !state.isUnreachable;
  const latest = useRef(shownKey);
  useEffect(() => {
    latest.current = shownKey;
  });
  useEffect(() => {
    const { journey } = store.snapshot();
    const isKept = journey?.steps.some(({ key }) => keptOnDevice.read(draftName(journey.id, key)) !== null);
    if (!isReady || !isKept) return;
    void loadDrafts().then(({ sendKeptDrafts }) => sendKeptDrafts(store, keptOnDevice, latest.current));
  }, [store, isReady]);
}
