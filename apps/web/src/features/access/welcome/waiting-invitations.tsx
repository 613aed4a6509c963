import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Initials } from '../../../ui/initials.tsx';
import { type OwnInvitation, ownInvitationsQuery, useAcceptOwn, useDeclineOwn } from './welcome-query.ts';
import { WelcomeRefusal } from './welcome-refusal.tsx';

/** Who has invited the signed-in person, so that they need not look for the mail; nothing at all for most people. */
export function WaitingInvitations() {
  const { t } = useTranslation('welcome');
  const waiting = useQuery(ownInvitationsQuery);
  const accept = useAcceptOwn();
  const decline = useDeclineOwn();
  const error = accept.error ?? decline.error;
  if (waiting.error) {
    return <ErrorState error={waiting.error} onRetry={() => waiting.refetch()} retrying={waiting.isFetching} />;
  }
  if (!waiting.data?.length) return null;
  return (
    <Card title={t('invitations.title')} flush>
      <ul className="divide-y">
        {waiting.data.map((invitation) => (
          <InvitationLine
            key={invitation.id}
            invitation={invitation}
            accepting={accept.isPending && accept.variables === invitation.id}
            declining={decline.isPending && decline.variables === invitation.id}
            onAccept={() => accept.mutate(invitation.id)}
            onDecline={() => decline.mutate(invitation.id)}
          />
        ))}
      </ul>
      {error ? <WelcomeRefusal error={error} className="m-3" /> : null}
    </Card>
  );
}

interface InvitationLineProps {
  invitation: OwnInvitation;
  accepting: boolean;
  declining: boolean;
  onAccept: () => void;
  onDecline: () => void;
}

function InvitationLine({ invitation, accepting, declining, onAccept, onDecline }: InvitationLineProps) {
  const { t } = useTranslation('welcome');
  const format = useFormat();
  const { organization, invited_by: inviter, role, expires_at: until } = invitation;
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-2.5">
      <Initials name={organization.name} />
      <div className="min-w-40 flex-1">
        <p className="font-medium break-words text-ink">{organization.name}</p>
        <p className="text-xs break-words text-ink-muted">
          {t('invitations.from', { inviter, role: t(`invitations.role.${role}`) })}{' '}
          <time dateTime={until} title={format.exact(until)}>
            {t('invitations.until', { date: format.date(until) })}
          </time>
        </p>
      </div>
      <Button
        size="sm"
        aria-label={t('invitations.decline_named', { name: organization.name })}
        busy={declining}
        onClick={onDecline}
      >
        {t('invitations.decline')}
      </Button>
      <Button
        size="sm"
        variant="primary"
        aria-label={t('invitations.accept_named', { name: organization.name })}
        busy={accepting}
        onClick={onAccept}
      >
        {t('invitations.accept')}
      </Button>
    </li>
  );
}
