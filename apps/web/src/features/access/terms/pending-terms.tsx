import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { FieldError } from '../../../ui/field.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { useSignOut } from '../sessions/index.ts';
import { StandalonePage } from '../welcome/index.ts';
import { type PendingDocument, pendingDocuments } from './pending-documents.ts';
import { PendingDocumentCard } from './pending-document-card.tsx';
import { type LegalDocument, termsStatusQuery, useAcceptTerms } from './terms-queries.ts';

export interface PendingTermsProps {
  documents: LegalDocument[];
  /** Where the person wanted to go. */
  next: string;
  /** Why the texts could not be loaded. */
  children: ReactNode;
}

/** Nothing else can be done until the new versions are accepted; signing out is the other way. */
export function PendingTerms({ documents, next, children }: PendingTermsProps) {
  const status = useQuery(termsStatusQuery);
  const waiting = status.data ? pendingDocuments(status.data, documents) : [];
  const head = useHead(status.data ? waiting : null);
  const allReadable = waiting.length > 0 && waiting.every(({ document }) => document !== undefined);
  return (
    <StandalonePage {...head} wide>
      {children}
      {status.error ? (
        <ErrorState error={status.error} onRetry={() => status.refetch()} retrying={status.isFetching} />
      ) : null}
      {status.isPending ? <SkeletonRows rows={4} /> : null}
      {waiting.map((pending) => (
        <PendingDocumentCard key={pending.id} pending={pending} />
      ))}
      {/* Nobody accepts what they could not read. */}
      {allReadable ? <Acceptance ids={waiting.map(({ id }) => id)} next={next} /> : null}
      <SignOutInstead />
    </StandalonePage>
  );
}

/** Whoever comes through a provider has not seen the terms yet; for all others they have changed. */
function useHead(waiting: readonly PendingDocument[] | null) {
  const { t } = useTranslation('terms');
  if (waiting === null) return { title: t('title') };
  return waiting.every(({ before }) => before === null)
    ? { title: t('pending.title_first'), lead: t('pending.lead_first') }
    : { title: t('pending.title'), lead: t('pending.lead') };
}

function Acceptance({ ids, next }: { ids: string[]; next: string }) {
  const { t } = useTranslation('terms');
  const navigate = useNavigate();
  const accept = useAcceptTerms(() => void navigate(next, { replace: true }));
  const [agreed, setAgreed] = useState(false);
  const [asked, setAsked] = useState(false);
  const isMissing = asked && !agreed;
  const submit = () => {
    setAsked(true);
    if (agreed) accept.mutate(ids);
  };
  return (
    <div className="flex flex-col gap-3">
      <Checkbox
        checked={agreed}
        onChange={({ target }) => setAgreed(target.checked)}
        aria-invalid={isMissing || undefined}
        aria-describedby={isMissing ? 'agreement-missing' : undefined}
        label={t('pending.agree', { count: ids.length })}
      />
      {isMissing ? <FieldError id="agreement-missing">{t('pending.agree_missing')}</FieldError> : null}
      {accept.error ? <ErrorState error={accept.error} /> : null}
      <Button variant="primary" size="lg" busy={accept.isPending} onClick={submit} className="self-start">
        {t('pending.accept')}
      </Button>
    </div>
  );
}

function SignOutInstead() {
  const { t } = useTranslation('terms');
  const signOut = useSignOut();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t pt-4 text-ink-muted">
      <p className="min-w-48 flex-1">{t('pending.instead')}</p>
      <Button busy={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('pending.sign_out')}
      </Button>
    </div>
  );
}
