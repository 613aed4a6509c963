import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../features/access/sessions/index.ts';
import { isPassing, isProblem } from '../lib/refusal.ts';
import { toastFailedChange } from './failed-change-toast.ts';

const RETRIES = 2;

/** Data is shown from memory and always asked for again; a refusal of the session leads to sign-in, or to new terms. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: followSession }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      followSession(error);
      if (!mutation.meta?.shownInPlace) void toastFailedChange(error);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 0,
      gcTime: 5 * 60_000,
      // Asked even when the browser believes to be offline: the failure shows, instead of a skeleton without end.
      networkMode: 'always',
      retry: (failures, error) => failures < RETRIES && isPassing(error),
      throwOnError: (error, query) => query.state.data === undefined && isPageError(error),
    },
    mutations: { networkMode: 'always' },
  },
});

/** What the page is about is not there, or not for this member: the whole page says so. */
function isPageError(error: Error): boolean {
  return isProblem(error, 403) || isProblem(error, 404);
}

function followSession(error: Error) {
  if (!isProblem(error)) return;
  const { queryKey } = sessionQuery;
  if (error.problem.code === 'not_signed_in') queryClient.setQueryData(queryKey, null);
  if (error.problem.code === 'terms_not_accepted') void queryClient.invalidateQueries({ queryKey });
}
