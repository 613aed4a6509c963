import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Address } from './address.ts';
import { draftName } from './drafts/draft-name.ts';
import type { JourneyStore } from './journey-store.ts';
import { keptInTab, keptOnDevice } from './kept.ts';
import { PageContext } from './page-context.ts';
import { JourneyPage } from './pages/journey-page.tsx';
import { LoadingPage } from './pages/loading-page.tsx';
import { FailurePage, ForgottenPage } from './pages/plain-page.tsx';
import { dropTabToken, forgetToken, type Session } from './session.ts';
import { rememberLocale } from './texts/chosen-locale.ts';
import { useSpeech } from './texts/use-speech.ts';
import { useReload } from './use-reload.ts';
import { useTenantTheme } from './theme/use-tenant-theme.ts';

export interface HostedAppProps {
  address: Address;
  session: Session;
  store: JourneyStore;
}

export function HostedApp({ address, session, store }: HostedAppProps) {
  const state = useSyncExternalStore(store.subscribe, store.snapshot);
  const { hosted, journey, failure } = state;
  const [said, setSaid] = useState('');
  const [isForgotten, setIsForgotten] = useState(false);
  const speech = useSpeech(journey?.locale ?? hosted?.locale ?? state.locale);
  useTenantTheme(hosted);
  useEffect(() => {
    if (failure?.kind === 'link') dropTabToken(session, keptInTab);
  }, [failure, session]);
  useReload(store, failure?.kind === 'unreachable' || failure?.kind === 'paused');
  const chooseLocale = useCallback(
    (locale: string) => {
      rememberLocale(keptOnDevice, session, locale);
      void store.speak(locale);
    },
    [store, session],
  );
  // The same words twice are said twice only when the text differs.
  const announce = useCallback((text: string) => setSaid((before) => (before === text ? `${text}\u00a0` : text)), []);
  const forget = () => {
    forgetToken(session, keptInTab, keptOnDevice);
    for (const step of journey?.steps ?? []) keptOnDevice.remove(draftName(journey?.id ?? '', step.key));
    // A form that leaves the page sends what is unsent; it must not keep it here any more.
    keptOnDevice.seal();
    setIsForgotten(true);
  };
  if (!speech || (!journey && !failure)) return <LoadingPage speech={speech} />;
  const organization = hosted?.organization.name ?? speech.say('the_company');
  return (
    <PageContext value={{ session, store, speech, organization, announce, chooseLocale }}>
      {isForgotten ? (
        <ForgottenPage hosted={hosted} />
      ) : failure ? (
        <FailurePage hosted={hosted} failure={failure} onRetry={() => void store.load()} />
      ) : journey ? (
        <JourneyPage address={address} state={state} journey={journey} onForget={forget} />
      ) : null}
      <p role="status" className="sr-only">
        {said}
      </p>
    </PageContext>
  );
}
