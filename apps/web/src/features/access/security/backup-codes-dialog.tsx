import { Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../../../lib/save-file.ts';
import { useCopy } from '../../../lib/use-copy.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useAccount } from '../sessions/index.ts';
import { codesFile } from './codes-file.ts';

/** Backup codes, seen this once. Closing asks once more while they were neither copied nor saved. */
export function BackupCodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation('security');
  const { account } = useAccount();
  const { copy, outcome } = useCopy();
  const [isKept, setKept] = useState(false);
  const [isWarned, setWarned] = useState(false);
  if (outcome === 'copied' && !isKept) setKept(true);
  const tryClose = () => (isKept || isWarned ? onClose() : setWarned(true));
  const text = codes.join('\n');
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && tryClose()}
      title={t('codes.title')}
      description={t('codes.lead')}
      footer={
        <Button variant={isWarned && !isKept ? 'danger' : 'primary'} onClick={tryClose}>
          {t(isWarned && !isKept ? 'codes.close_anyway' : 'codes.done')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <ul className="grid grid-cols-1 gap-x-6 gap-y-1.5 rounded-lg border bg-sunken p-4 font-mono text-base text-ink min-[400px]:grid-cols-2">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-2">
          <Button icon={outcome === 'copied' ? <Check /> : <Copy />} onClick={() => void copy(text)}>
            <span aria-live="polite">{t(`codes.copy.${outcome}`)}</span>
          </Button>
          <Button
            icon={<Download />}
            onClick={() => {
              saveFile(
                t('codes.file_name'),
                codesFile(codes, t('codes.file_head', { address: account.email })),
                'text/plain',
              );
              setKept(true);
            }}
          >
            {t('codes.download')}
          </Button>
        </div>
        {isWarned && !isKept ? (
          <Callout tone="bad" alert title={t('codes.sure')}>
            {t('codes.sure_text')}
          </Callout>
        ) : null}
      </div>
    </Dialog>
  );
}
