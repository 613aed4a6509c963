import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { useFlow } from '../flow-context.ts';
import { useRetireFlow } from '../flow-queries.ts';

export function RetireFlowDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('flows');
  const { flow } = useFlow();
  const retire = useRetireFlow(flow.key);
  const footer = (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button variant="danger" busy={retire.isPending} onClick={() => retire.mutate(undefined, { onSuccess: onClose })}>
        {t('retire.submit')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={t('retire.title', { name: flow.name })} footer={footer}>
      {retire.error ? <ErrorState error={retire.error} className="mb-4" /> : null}
      <p className="text-ink">{t('retire.text', { count: flow.journeys.active })}</p>
    </Dialog>
  );
}
