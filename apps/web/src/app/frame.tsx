import { lazy, Suspense } from 'react';
import { Navigate, useLocation } from 'react-router';
import { isMember, useAccount } from '../features/access/sessions/index.ts';
import { isOwnPage } from '../features/access/settings/index.ts';
import { Shell } from './shell/shell.tsx';
import { StartScreen } from './start-screen.tsx';

const AccountShell = lazy(() => import('./shell/account-shell.tsx').then((file) => ({ default: file.AccountShell })));

/** The shell of an organization. Whoever belongs to none has their own settings, and founds one or waits for an invitation. */
export function Frame() {
  const { pathname } = useLocation();
  if (isMember(useAccount())) return <Shell />;
  if (!isOwnPage(pathname)) return <Navigate to="/welcome" replace />;
  return (
    <Suspense fallback={<StartScreen />}>
      <AccountShell />
    </Suspense>
  );
}
