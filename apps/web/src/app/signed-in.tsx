import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { type Session, sessionQuery, useAccount } from '../features/access/sessions/index.ts';
import { useConfirmation } from '../lib/confirmation.ts';
import { ErrorPage } from './errors/error-page.tsx';
import { loadTexts } from './i18n/start.ts';
import { StartScreen } from './start-screen.tsx';

// With all its texts: a dialog that waits for some after it has opened loses its hold on the focus.
const ConfirmationDialog = lazy(async () => {
  const [file] = await Promise.all([
    import('../features/access/confirmation/confirmation-dialog.tsx'),
    loadTexts('confirmation', 'entrance'),
  ]);
  return { default: file.ConfirmationDialog };
});

/** Lets whoever is signed in through and sends everybody else to sign in, and back to where they were. */
export function SignedIn() {
  const here = useAddress();
  const session = useQuery({ ...sessionQuery, throwOnError: false });
  if (session.data) return <Through session={session.data} />;
  if (session.isPending) return <StartScreen />;
  if (session.data === undefined) {
    return <ErrorPage error={session.error} whole onRetry={() => session.refetch()} retrying={session.isFetching} />;
  }
  return <Navigate to={`/sign-in${nextOf(here)}`} replace />;
}

/** Nobody but operators learns that the console is there. */
export function OperatorsOnly() {
  return useAccount().account.operator_role === null ? <ErrorPage error={{ status: 404 }} whole /> : <Outlet />;
}

/** The server lets nobody work before new terms are accepted. */
function Through({ session }: { session: Session }) {
  const here = useAddress();
  const isAsked = useConfirmation((state) => state.asked !== null);
  if (session.pending_terms) return <Navigate to={`/terms${nextOf(here)}`} replace />;
  return (
    <>
      <Outlet />
      {isAsked ? (
        <Suspense fallback={null}>
          <ConfirmationDialog />
        </Suspense>
      ) : null}
    </>
  );
}

function useAddress(): string {
  const { pathname, search, hash } = useLocation();
  return pathname + search + hash;
}

function nextOf(address: string): string {
  return address === '/' ? '' : `?next=${encodeURIComponent(address)}`;
}
