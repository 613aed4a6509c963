import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import type { useDeclineInvitation } from './invitation-queries.ts';
import { InvitationRefusal } from './invitation-refusal.tsx';

export interface DeclineButtonProps {
  name: string;
  token: string;
  decline: ReturnType<typeof useDeclineInvitation>;
}

/** Declining cannot be taken back by the invited person, so it is asked once more. */
export function DeclineButton({ name, token, decline }: DeclineButtonProps) {
  const { t } = useTranslation('invitations');
  const [asking, setAsking] = useState(false);
  const footer = (
    <>
      <Button onClick={() => setAsking(false)}>{t('decline.keep')}</Button>
      <Button variant="danger" busy={decline.isPending} onClick={() => decline.mutate(token)}>
        {t('decline.submit')}
      </Button>
    </>
  );
  return (
    <>
      <Button size="lg" onClick={() => setAsking(true)}>
        {t('decline.action')}
      </Button>
      <Dialog open={asking} onOpenChange={setAsking} size="sm" title={t('decline.title')} footer={footer}>
        <p className="break-words text-ink-muted">{t('decline.text', { name })}</p>
        {decline.error ? <InvitationRefusal error={decline.error} className="mt-3" /> : null}
      </Dialog>
    </>
  );
}
