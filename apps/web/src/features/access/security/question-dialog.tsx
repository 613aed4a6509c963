import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Refused } from '../entrance/index.ts';

export interface QuestionDialogProps {
  open: boolean;
  title: string;
  text: string;
  action: string;
  error: unknown;
  busy: boolean;
  onDo: () => void;
  onClose: () => void;
}

/** Asks before something stops working. */
export function QuestionDialog({ open, title, text, action, error, busy, onDo, onClose }: QuestionDialogProps) {
  const { t } = useTranslation('security');
  const footer = (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button variant="danger" busy={busy} onClick={onDo}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()} size="sm" title={title} footer={footer}>
      <p className="text-ink-muted">{text}</p>
      <Refused error={error} className="mt-3" />
    </Dialog>
  );
}
