import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { useDraft } from '../draft/draft-context.tsx';
import { useFlow } from '../flow-context.ts';
import { draftQuery } from '../flow-queries.ts';

export interface StaleDraftDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Somebody else saved the draft meanwhile: nothing more is written until it is decided whose stays. */
export function StaleDraftDialog({ open, onOpenChange }: StaleDraftDialogProps) {
  const { t } = useTranslation('flows');
  const { flow } = useFlow();
  const client = useQueryClient();
  const save = useDraft((state) => state.save);
  const { keepMine, adopt } = useDraft((state) => state);
  const takeTheirs = useMutation({
    mutationFn: () => client.query({ ...draftQuery(flow.key), staleTime: 0 }),
    onSuccess: adopt,
  });
  const isStale = save.kind === 'stale';
  const footer = (
    <>
      <Button busy={takeTheirs.isPending} onClick={() => takeTheirs.mutate()}>
        {t('stale.theirs')}
      </Button>
      <Button variant="primary" onClick={() => isStale && keepMine(save.rowVersion)}>
        {t('stale.mine')}
      </Button>
    </>
  );
  return (
    <Dialog
      open={open && isStale}
      onOpenChange={onOpenChange}
      title={t('stale.title')}
      description={t('stale.text')}
      footer={footer}
    >
      <ul className="flex list-disc flex-col gap-1 pl-5 text-ink">
        <li>{t('stale.theirs_means')}</li>
        <li>{t('stale.mine_means')}</li>
      </ul>
    </Dialog>
  );
}
