import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from 'react-router';
import { sessionQuery } from '../features/access/sessions/index.ts';
import { ErrorPage } from './errors/error-page.tsx';
import { StartScreen } from './start-screen.tsx';

/** Lets members through and sends everybody else to sign in, and back to where they were. */
export function SignedIn() {
  const { pathname, search, hash } = useLocation();
  const session = useQuery({ ...sessionQuery, throwOnError: false });
  if (session.data) return <Outlet />;
  if (session.isPending) return <StartScreen />;
  if (session.data === undefined) {
    return <ErrorPage error={session.error} whole onRetry={() => session.refetch()} retrying={session.isFetching} />;
  }
  const here = pathname + search + hash;
  const next = here === '/' ? '' : `?next=${encodeURIComponent(here)}`;
  return <Navigate to={`/sign-in${next}`} replace />;
}
