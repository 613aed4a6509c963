import './hosted.css';
import { createRoot } from 'react-dom/client';
import { readAddress, writeAddress } from './address.ts';
import { createApi } from './api.ts';
import { HostedApp } from './hosted-app.tsx';
import { JourneyStore } from './journey-store.ts';
import { bringStep } from './lazy-parts.ts';
import { keptInTab, keptOnDevice } from './kept.ts';
import { FaultBoundary } from './pages/fault-boundary.tsx';
import { UnknownAddress } from './pages/unknown-address.tsx';
import { isKnown, openSession, wasHere } from './session.ts';
import { chosenLocale, rememberLocale } from './texts/chosen-locale.ts';
import { followSystemTheme } from './theme/apply-theme.ts';

const root = document.getElementById('root');
if (!root) throw new Error('hosted.html has no #root');
followSystemTheme();
// A new link opened over this page changes the fragment only: nothing would be loaded.
addEventListener('hashchange', () => {
  if (readAddress(new URL(location.href))?.token) location.reload();
});
createRoot(root).render(<FaultBoundary>{page()}</FaultBoundary>);

function page() {
  const address = readAddress(new URL(location.href));
  if (!address) return <UnknownAddress />;
  // Who comes back comes to a step, most often a form: its part comes beside the journey, not after it.
  if (address.view !== null || wasHere(address, keptOnDevice)) bringStep('form');
  const session = openSession(address, keptInTab, keptOnDevice);
  // The token leaves the address at once: it must not be shown, bookmarked or shared.
  history.replaceState(null, '', writeAddress(address, address.view));
  if (address.locale) rememberLocale(keptOnDevice, session, address.locale);
  const locale = chosenLocale(keptOnDevice, session) ?? address.locale;
  const store = new JourneyStore(createApi(session), { isKnown: isKnown(session), locale });
  void store.load();
  return <HostedApp address={address} session={session} store={store} />;
}
