import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isProblem } from '../../../lib/refusal.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { EntranceFrame } from '../entrance/index.ts';
import { InvitationAnswer } from './invitation-answer.tsx';
import { InvitationFacts } from './invitation-facts.tsx';
import { previewQuery, useDeclineInvitation } from './invitation-queries.ts';
import { isOpen, viewOf } from './invitation-view.ts';
import { forgetInvitation } from './pending-invitation.ts';
import { useInvitationToken } from './use-invitation-token.ts';

export function InvitationPage() {
  const { t } = useTranslation('invitations');
  const token = useInvitationToken();
  if (token) return <Invitation token={token} />;
  return (
    <EntranceFrame title={t('title')}>
      <Invalid />
    </EntranceFrame>
  );
}

function Invitation({ token }: { token: string }) {
  const { t } = useTranslation('invitations');
  const preview = useQuery(previewQuery(token));
  const decline = useDeclineInvitation();
  const invitation = preview.data;
  const isOver = invitation !== undefined && invitation.state !== 'pending';
  useEffect(() => {
    if (isOver) forgetInvitation();
  }, [isOver]);
  if (decline.isSuccess) {
    return (
      <EntranceFrame title={t('declined_now.title')} lead={t('declined_now.text')}>
        <Home />
      </EntranceFrame>
    );
  }
  if (!invitation) {
    return (
      <EntranceFrame title={t('title')}>
        {preview.error ? (
          <NoPreview error={preview.error} onRetry={() => preview.refetch()} retrying={preview.isFetching} />
        ) : (
          <SkeletonRows rows={4} />
        )}
      </EntranceFrame>
    );
  }
  const view = viewOf(invitation);
  const name = invitation.organization.name;
  return (
    <EntranceFrame title={t('title_of', { name })}>
      <div className="flex flex-col gap-5">
        <InvitationFacts invitation={invitation} hasEnd={isOpen(view)} />
        <InvitationAnswer invitation={invitation} view={view} token={token} decline={decline} />
      </div>
    </EntranceFrame>
  );
}

interface NoPreviewProps {
  error: Error;
  onRetry: () => void;
  retrying: boolean;
}

function NoPreview({ error, onRetry, retrying }: NoPreviewProps) {
  const isDamaged = isProblem(error) && ['link_invalid', 'validation_failed', 'not_found'].includes(error.problem.code);
  return isDamaged ? <Invalid /> : <ErrorState error={error} onRetry={onRetry} retrying={retrying} />;
}

function Invalid() {
  const { t } = useTranslation('invitations');
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="warn" title={t('invalid.title')} alert>
        {t('invalid.text')}
      </Callout>
      <Home />
    </div>
  );
}

function Home() {
  const { t } = useTranslation('invitations');
  return (
    <Button asChild size="lg" className="self-start">
      <Link to="/">{t('home')}</Link>
    </Button>
  );
}
