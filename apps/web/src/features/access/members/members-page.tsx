import { mayMember } from '@stepwell/contract';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../../ui/button.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { useSession } from '../sessions/index.ts';
import { InvitationSection } from './invitation-section.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberSection } from './member-section.tsx';

export function MembersPage() {
  const { t } = useTranslation('members');
  const role = useSession().organization.role;
  const [inviting, setInviting] = useState(false);
  const invite = mayMember(role, 'members:invite') ? () => setInviting(true) : undefined;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={
          <>
            {t('lead')}{' '}
            <Link to="/settings/policy" className="text-accent-text underline underline-offset-4">
              {t('who_may_what')}
            </Link>
          </>
        }
        actions={
          invite ? (
            <Button variant="primary" icon={<UserPlus />} onClick={invite}>
              {t('invite.action')}
            </Button>
          ) : null
        }
      />
      <div className="flex flex-col gap-8">
        <MemberSection role={role} onInvite={invite} />
        <InvitationSection onInvite={invite} />
      </div>
      {inviting ? <InviteDialog role={role} onClose={() => setInviting(false)} /> : null}
    </>
  );
}
