import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/use-format.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Card } from '../../../ui/card.tsx';
import { BackupCodesDialog } from './backup-codes-dialog.tsx';
import { QuestionDialog } from './question-dialog.tsx';
import { type SignInMethods, useBeginTotp, useRemoveTotp, useRenewBackupCodes } from './security-queries.ts';
import { TotpDialog } from './totp-dialog.tsx';

const FEW_CODES = 3;

export function AuthenticatorCard({ methods }: { methods: SignInMethods }) {
  const { t } = useTranslation('security');
  const [isOpen, setOpen] = useState(false);
  const begin = useBeginTotp();
  const { totp } = methods;
  const open = () => {
    begin.mutate();
    setOpen(true);
  };
  const close = () => {
    begin.reset();
    setOpen(false);
  };
  const setUp = (
    <Button size="sm" onClick={open}>
      {t('totp.set_up')}
    </Button>
  );
  return (
    <Card title={t('totp.title')} actions={totp ? <Badge tone="good">{t('totp.on')}</Badge> : setUp}>
      {totp ? (
        <InUse since={totp.confirmed_at} codesLeft={methods.backup_codes_left} />
      ) : (
        <p className="text-ink-muted">{t('totp.lead')}</p>
      )}
      {isOpen ? <TotpDialog begin={begin} onClose={close} /> : null}
    </Card>
  );
}

function InUse({ since, codesLeft }: { since: string; codesLeft: number }) {
  const { t } = useTranslation('security');
  const format = useFormat();
  const [asking, setAsking] = useState<'remove' | 'renew' | null>(null);
  const remove = useRemoveTotp();
  const renew = useRenewBackupCodes();
  const close = () => {
    remove.reset();
    renew.reset();
    setAsking(null);
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-muted">{t('totp.since', { date: format.date(since) })}</p>
      {codesLeft < FEW_CODES ? (
        <Callout tone="warn">{t('codes.few', { count: codesLeft })}</Callout>
      ) : (
        <p className="text-ink-muted">{t('codes.left', { count: codesLeft })}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => setAsking('renew')}>
          {t('codes.renew')}
        </Button>
        <Button size="sm" onClick={() => setAsking('remove')}>
          {t('totp.remove')}
        </Button>
      </div>
      <QuestionDialog
        open={asking === 'remove'}
        title={t('totp.remove_title')}
        text={t('totp.remove_text')}
        action={t('totp.remove')}
        error={remove.error}
        busy={remove.isPending}
        onDo={() => remove.mutate(undefined, { onSuccess: close })}
        onClose={close}
      />
      <QuestionDialog
        open={asking === 'renew' && !renew.data}
        title={t('codes.renew_title')}
        text={t('codes.renew_text')}
        action={t('codes.renew')}
        error={renew.error}
        busy={renew.isPending}
        onDo={() => renew.mutate(undefined)}
        onClose={close}
      />
      {asking === 'renew' && renew.data ? <BackupCodesDialog codes={renew.data} onClose={close} /> : null}
    </div>
  );
}
