import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { DefinitionList } from '../../../ui/definition-list.tsx';
import { Initials } from '../../../ui/initials.tsx';
import type { InvitationPreview } from './invitation-view.ts';

/** Who invites whom into what, and until when. */
export function InvitationFacts({ invitation, hasEnd }: { invitation: InvitationPreview; hasEnd: boolean }) {
  const { t } = useTranslation('invitations');
  const format = useFormat();
  const { organization, invited_by: inviter, email, role, expires_at: expires } = invitation;
  const items = [
    { label: t('fact.organization'), value: <OrganizationName organization={organization} /> },
    { label: t('fact.by'), value: <span className="break-words">{inviter}</span> },
    { label: t('fact.for'), value: <span className="break-all">{email}</span> },
    {
      label: t('fact.role'),
      value: (
        <>
          {t(`role.${role}`)}
          <span className="block text-xs text-ink-muted">{t(`role_text.${role}`)}</span>
        </>
      ),
    },
  ];
  const end = {
    label: t('fact.until'),
    value: (
      <time dateTime={expires} title={format.exact(expires)}>
        {format.date(expires)}
      </time>
    ),
  };
  return <DefinitionList items={hasEnd ? [...items, end] : items} />;
}

function OrganizationName({ organization }: Pick<InvitationPreview, 'organization'>) {
  const [failed, setFailed] = useState(false);
  const { name, logo_url: logo } = organization;
  return (
    <span className="flex min-w-0 items-center gap-2">
      {logo && !failed ? (
        <img
          src={logo}
          alt=""
          referrerPolicy="no-referrer"
          className="h-6 max-w-24 object-contain"
          onError={() => setFailed(true)}
        />
      ) : (
        <Initials name={name} />
      )}
      <span className="min-w-0 font-medium break-words">{name}</span>
    </span>
  );
}
