import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

export interface QuestionDialogProps {
  title: string;
  text: ReactNode;
  /** The button that does it. */
  action: string;
  /** The button that leaves everything as it is. */
  keep: string;
  /** Whether doing it takes something away. */
  isDangerous?: boolean;
  busy: boolean;
  /** Why it was not done. */
  refusal?: ReactNode;
  onDo: () => void;
  onClose: () => void;
}

/** Asks before something stops working. */
export function QuestionDialog(props: QuestionDialogProps) {
  const { title, text, action, keep, isDangerous = true, busy, refusal, onDo, onClose } = props;
  const footer = (
    <>
      <Button onClick={onClose}>{keep}</Button>
      <Button variant={isDangerous ? 'danger' : 'primary'} busy={busy} onClick={onDo}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} size="sm" title={title} footer={footer}>
      <p className="break-words text-ink-muted">{text}</p>
      {refusal ? <div className="mt-3">{refusal}</div> : null}
    </Dialog>
  );
}
