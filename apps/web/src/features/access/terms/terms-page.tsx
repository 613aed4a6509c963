import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'react-router';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { destinationOf } from '../entrance/index.ts';
import { sessionQuery } from '../sessions/index.ts';
import { StandalonePage } from '../welcome/index.ts';
import { CurrentDocuments } from './current-documents.tsx';
import { PendingTerms } from './pending-terms.tsx';
import { currentTermsQuery } from './terms-queries.ts';

/** The documents as they stand, for everybody; for somebody who has to accept new ones, the question first. */
export function TermsPage() {
  const { t, i18n } = useTranslation('terms');
  const [search] = useSearchParams();
  const { pathname } = useLocation();
  const session = useQuery({ ...sessionQuery, throwOnError: false });
  const current = useQuery(currentTermsQuery(i18n.language));
  const documents = current.data ?? [];
  const refused = current.error ? (
    <ErrorState error={current.error} onRetry={() => current.refetch()} retrying={current.isFetching} />
  ) : null;
  if (session.data?.pending_terms) {
    return (
      <PendingTerms documents={documents} next={destinationOf(search.get('next'))}>
        {refused}
      </PendingTerms>
    );
  }
  return (
    <StandalonePage title={t('title')} wide>
      {refused}
      {current.isPending ? <SkeletonRows rows={10} /> : null}
      {current.data ? (
        <CurrentDocuments documents={documents} first={pathname.endsWith('/privacy') ? 'privacy' : 'terms'} />
      ) : null}
    </StandalonePage>
  );
}
