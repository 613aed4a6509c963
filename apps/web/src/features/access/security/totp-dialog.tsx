import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { CopyableId } from '../../../ui/copyable-id.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { CodeForm, Refused } from '../entrance/index.ts';
import { BackupCodesDialog } from './backup-codes-dialog.tsx';
import { type useBeginTotp, useConfirmTotp } from './security-queries.ts';
import type { TotpSetup } from './totp-beginning.ts';

export interface TotpDialogProps {
  /** Begun by the press that opened the dialog: each time it is, the secret is another one. */
  begin: ReturnType<typeof useBeginTotp>;
  onClose: () => void;
}

/** Sets an authenticator app up: picture or secret, a first code, then the backup codes. */
export function TotpDialog({ begin, onClose }: TotpDialogProps) {
  const { t } = useTranslation('security');
  const confirm = useConfirmTotp();
  if (confirm.data) return <BackupCodesDialog codes={confirm.data} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={(next) => !next && onClose()} title={t('totp.dialog_title')}>
      {begin.error ? (
        <div className="flex flex-col gap-4">
          <Refused error={begin.error} />
          <Button className="self-start" busy={begin.isPending} onClick={() => begin.mutate()}>
            {t('totp.again')}
          </Button>
        </div>
      ) : begin.data ? (
        <Steps setup={begin.data} confirm={confirm} />
      ) : (
        <Skeleton className="h-48" />
      )}
    </Dialog>
  );
}

function Steps({ setup, confirm }: { setup: TotpSetup; confirm: ReturnType<typeof useConfirmTotp> }) {
  const { t } = useTranslation('security');
  return (
    <ol className="flex list-inside list-decimal flex-col gap-5 marker:text-ink-muted">
      <li>
        <span className="text-ink">{t('totp.scan')}</span>
        <div className="mt-3 flex flex-col items-center gap-3">
          {/* White in the dark too: cameras want dark squares on a light ground. */}
          <img
            src={`data:image/svg+xml;utf8,${encodeURIComponent(setup.qr_svg)}`}
            alt={t('totp.picture')}
            className="size-44 rounded-lg border bg-[white] p-2"
          />
          <details className="w-full">
            <summary className="cursor-pointer rounded-sm text-accent-text">{t('totp.by_hand')}</summary>
            <p className="mt-2 text-ink-muted">{t('totp.by_hand_text')}</p>
            <CopyableId id={setup.secret} className="mt-1 text-sm" />
          </details>
        </div>
      </li>
      <li>
        <span className="text-ink">{t('totp.enter')}</span>
        <div className="mt-3 flex flex-col gap-3">
          <Refused error={confirm.error} />
          <CodeForm
            kind="totp"
            submit={t('totp.turn_on')}
            busy={confirm.isPending}
            onSubmit={(code) => confirm.mutate(code)}
          />
        </div>
      </li>
    </ol>
  );
}
