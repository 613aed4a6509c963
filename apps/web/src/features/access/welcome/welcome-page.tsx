import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { pendingInvitation } from '../invitations/index.ts';
import { type Session, sessionQuery, useSignOut } from '../sessions/index.ts';
import { DeletedOrganizations } from './deleted-organizations.tsx';
import { FoundForm } from './found-form.tsx';
import { OwnOrganizations } from './own-organizations.tsx';
import { StandalonePage } from './standalone-page.tsx';
import { WaitingInvitations } from './waiting-invitations.tsx';
import { ownInvitationsQuery } from './welcome-query.ts';

export function WelcomePage() {
  const { t } = useTranslation('welcome');
  const session = useQuery({ ...sessionQuery, throwOnError: false });
  if (session.data) return <Welcome session={session.data} />;
  if (session.data === null) return <Navigate to="/sign-in?next=%2Fwelcome" replace />;
  return (
    <StandalonePage title={t('title')}>
      {session.error ? (
        <ErrorState error={session.error} onRetry={() => session.refetch()} retrying={session.isFetching} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </StandalonePage>
  );
}

function Welcome({ session: { account, organizations } }: { session: Session }) {
  const { t } = useTranslation('welcome');
  const hasOne = organizations.length > 0;
  const isInvited = Boolean(useQuery(ownInvitationsQuery).data?.length);
  return (
    <StandalonePage
      title={hasOne ? t('title_another') : t('title')}
      lead={hasOne ? t('lead_another') : t('lead')}
      aside={<SignedInAs email={account.email} />}
    >
      {pendingInvitation() === null ? null : <InvitationWaits />}
      <WaitingInvitations />
      {isInvited ? <h2 className="-mb-2 text-lg font-semibold text-ink">{t('or_found')}</h2> : null}
      <FoundForm />
      <OwnOrganizations organizations={organizations} />
      <DeletedOrganizations />
      {hasOne || isInvited ? null : <p className="text-ink-muted">{t('invited')}</p>}
      <p className="text-ink-muted">{t('missing')}</p>
    </StandalonePage>
  );
}

/** Whoever was invited wants to go there rather than found something of their own. */
function InvitationWaits() {
  const { t } = useTranslation('welcome');
  return (
    <Callout>
      <p className="mb-2">{t('waiting.text')}</p>
      <Button asChild variant="primary" size="sm">
        <Link to="/invitation">{t('waiting.open')}</Link>
      </Button>
    </Callout>
  );
}

function SignedInAs({ email }: { email: string }) {
  const { t } = useTranslation('welcome');
  const signOut = useSignOut();
  return (
    <div className="flex min-w-0 items-center gap-3 text-ink-muted">
      <span className="truncate max-sm:hidden">{email}</span>
      <Link to="/settings/profile" className="shrink-0 rounded-sm text-accent-text underline-offset-4 hover:underline">
        {t('account')}
      </Link>
      <Button size="sm" busy={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('sign_out')}
      </Button>
    </div>
  );
}
