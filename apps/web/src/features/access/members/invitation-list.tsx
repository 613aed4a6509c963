import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { type InvitationDeeds, mayResend, mayRevoke } from './invitation-deeds.ts';
import type { Invitation, InvitationState } from './member-queries.ts';

export interface InvitationListProps extends InvitationDeeds {
  invitations: Invitation[];
  /** Id of the invitation that is being sent again. */
  resending: string | undefined;
}

const TONES: Record<InvitationState, Tone> = {
  pending: 'info',
  accepted: 'good',
  declined: 'neutral',
  revoked: 'neutral',
  expired: 'warn',
};

/** One line per invitation, stacked on a phone. */
export function InvitationList({ invitations, resending, ...deeds }: InvitationListProps) {
  const { t } = useTranslation('members');
  return (
    <ul aria-label={t('invitation.title')} className="divide-y rounded-lg border bg-surface">
      {invitations.map((invitation) => (
        <li
          key={invitation.id}
          className="flex flex-col gap-2 p-3 sm:min-h-14 sm:flex-row sm:items-center sm:gap-4 sm:py-2"
        >
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium text-ink" title={invitation.email}>
              {invitation.email}
            </p>
            <p className="text-xs break-words text-ink-muted">
              {t('invitation.by', { name: invitation.invited_by.name, role: t(`role.${invitation.role}`) })}
            </p>
          </div>
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-muted sm:w-64">
            <Badge tone={TONES[invitation.state]}>{t(`invitation.state.${invitation.state}`)}</Badge>
            <span>
              <When invitation={invitation} />
            </span>
          </div>
          <Deeds invitation={invitation} resending={resending === invitation.id} {...deeds} />
        </li>
      ))}
    </ul>
  );
}

function When({ invitation: { state, expires_at: expires, answered_at: answered } }: { invitation: Invitation }) {
  const { t } = useTranslation('members');
  if (state === 'pending') {
    return (
      <>
        {t('invitation.expires')} <RelativeTime at={expires} />
      </>
    );
  }
  const at = state === 'expired' ? expires : answered;
  return at ? <RelativeTime at={at} /> : null;
}

interface DeedsProps extends InvitationDeeds {
  invitation: Invitation;
  resending: boolean;
}

function Deeds({ invitation, resending, onResend, onRevoke }: DeedsProps) {
  const { t } = useTranslation('members');
  const { email, state } = invitation;
  if (!onResend && !onRevoke) return null;
  return (
    <div className="flex gap-2 max-sm:empty:hidden sm:w-48 sm:justify-end">
      {onResend && mayResend(state) ? (
        <Button
          size="sm"
          busy={resending}
          aria-label={t('invitation.resend_to', { email })}
          onClick={() => onResend(invitation)}
        >
          {t('invitation.resend')}
        </Button>
      ) : null}
      {onRevoke && mayRevoke(state) ? (
        <Button
          size="sm"
          variant="ghost"
          aria-label={t('invitation.revoke_of', { email })}
          onClick={() => onRevoke(invitation)}
        >
          {t('invitation.revoke')}
        </Button>
      ) : null}
    </div>
  );
}
