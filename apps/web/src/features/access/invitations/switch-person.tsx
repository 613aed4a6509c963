import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { sessionQuery } from '../sessions/index.ts';
import { entranceAddress } from './entrance-address.ts';
import { useSwitchPerson } from './invitation-queries.ts';
import { InvitationRefusal } from './invitation-refusal.tsx';
import type { InvitationPreview } from './invitation-view.ts';

export interface SwitchPersonProps {
  invitation: InvitationPreview;
  decline: ReactNode;
}

/** Somebody else is signed in than the one who is invited. */
export function SwitchPerson({ invitation, decline }: SwitchPersonProps) {
  const { t } = useTranslation('invitations');
  const session = useQuery({ ...sessionQuery, throwOnError: false });
  const { email, account_exists: isKnown } = invitation;
  const change = useSwitchPerson(entranceAddress(isKnown ? 'sign_in' : 'sign_up', email));
  const own = session.data?.account.email;
  return (
    <>
      <Callout tone="warn" title={t('switch.title')} alert>
        <p className="break-words">{own ? t('switch.text', { email, own }) : t('switch.text_nameless', { email })}</p>
      </Callout>
      {change.error ? <InvitationRefusal error={change.error} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" size="lg" busy={change.isPending} onClick={() => change.mutate()}>
          {t('switch.action')}
        </Button>
        {decline}
      </div>
    </>
  );
}
