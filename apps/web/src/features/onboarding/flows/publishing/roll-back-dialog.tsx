import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { type Publication, useRollBack } from '../flow-queries.ts';

export function RollBackDialog({ publication, onClose }: { publication: Publication; onClose: () => void }) {
  const { t } = useTranslation('publishing');
  const rollBack = useRollBack(publication.flow_key);
  const footer = (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button
        variant="danger"
        busy={rollBack.isPending}
        onClick={() => rollBack.mutate(publication.id, { onSuccess: onClose })}
      >
        {t('roll_back.submit')}
      </Button>
    </>
  );
  const gaps = { from: publication.to_version, to: publication.from_version ?? 0 };
  return (
    <Dialog open onOpenChange={onClose} title={t('roll_back.title', gaps)} footer={footer}>
      {rollBack.error ? <ErrorState error={rollBack.error} className="mb-4" /> : null}
      <ul className="flex list-disc flex-col gap-1 pl-5 text-ink">
        <li>{t('roll_back.pointer', { ...gaps, environment: t(`environment.${publication.environment}`) })}</li>
        <li>{t('roll_back.journeys', { ...gaps, count: publication.counts.total })}</li>
        <li>{t('roll_back.draft')}</li>
      </ul>
    </Dialog>
  );
}
