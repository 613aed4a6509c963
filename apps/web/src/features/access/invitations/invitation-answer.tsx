import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { DeclineButton } from './decline-button.tsx';
import { entranceAddress } from './entrance-address.ts';
import { InvitationRefusal } from './invitation-refusal.tsx';
import { useAcceptInvitation, type useDeclineInvitation } from './invitation-queries.ts';
import type { InvitationPreview, InvitationView } from './invitation-view.ts';
import { SwitchPerson } from './switch-person.tsx';

export interface InvitationAnswerProps {
  invitation: InvitationPreview;
  view: InvitationView;
  token: string;
  decline: ReturnType<typeof useDeclineInvitation>;
}

/** What can be done now: each state has a next step. */
export function InvitationAnswer({ invitation, view, token, decline }: InvitationAnswerProps) {
  const declining = <DeclineButton name={invitation.organization.name} token={token} decline={decline} />;
  switch (view) {
    case 'answer':
      return <Accept token={token} decline={declining} />;
    case 'switch':
      return <SwitchPerson invitation={invitation} decline={declining} />;
    case 'sign_in':
    case 'sign_up':
      return <Entrance way={view} email={invitation.email} decline={declining} />;
    default:
      return <Closed invitation={invitation} view={view} />;
  }
}

function Accept({ token, decline }: { token: string; decline: ReactNode }) {
  const { t } = useTranslation('invitations');
  const accept = useAcceptInvitation();
  return (
    <>
      {accept.error ? <InvitationRefusal error={accept.error} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" size="lg" busy={accept.isPending} onClick={() => accept.mutate(token)}>
          {t('accept')}
        </Button>
        {decline}
      </div>
    </>
  );
}

interface EntranceProps {
  way: 'sign_in' | 'sign_up';
  email: string;
  decline: ReactNode;
}

function Entrance({ way, email, decline }: EntranceProps) {
  const { t } = useTranslation('invitations');
  return (
    <>
      <p className="break-words text-ink-muted">{t(`${way}.text`, { email })}</p>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary" size="lg">
          <Link to={entranceAddress(way, email)}>{t(`${way}.action`)}</Link>
        </Button>
        {decline}
      </div>
    </>
  );
}

interface ClosedProps {
  invitation: InvitationPreview;
  view: 'accepted' | 'declined' | 'revoked' | 'expired' | 'member';
}

/** Nothing to answer any more: why, and where to go from here. */
function Closed({ invitation: { invited_by: inviter, is_member: isMember }, view }: ClosedProps) {
  const { t } = useTranslation('invitations');
  const belongs = isMember || view === 'accepted';
  return (
    <>
      <Callout tone={belongs ? 'good' : 'warn'} title={t(`${view}.title`)} alert>
        <p className="break-words">{t(`${view}.text`, { name: inviter })}</p>
      </Callout>
      <Button asChild size="lg" variant={belongs ? 'primary' : 'secondary'} className="self-start">
        <Link to="/">{belongs ? t('open') : t('home')}</Link>
      </Button>
    </>
  );
}
