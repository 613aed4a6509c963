import { ChartNoAxesColumnIncreasing } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { useDrafting } from '../editor/editor-context.ts';
import { baseOf } from './stages-draft.ts';
import { StartRolloutDialog } from './start-rollout-dialog.tsx';

/** The way into a staged rollout. What is typed must be saved first, and a flag that everybody has can't go further. */
export function BeginRollout() {
  const { t } = useTranslation('flags');
  const { base, isDirty } = useDrafting();
  const [isOpen, setOpen] = useState(false);
  const isFull = baseOf(base.definition) === 100;
  const reason = isDirty ? 'staged.start.save_first' : isFull ? 'staged.start.full' : 'staged.start.ask_help';
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t pt-3">
      <p className="min-w-0 flex-1 basis-56 text-xs text-ink-muted">{t(reason)}</p>
      <Button
        size="sm"
        icon={<ChartNoAxesColumnIncreasing />}
        disabled={isDirty || isFull}
        onClick={() => setOpen(true)}
      >
        {t('staged.start.ask')}
      </Button>
      {isOpen ? <StartRolloutDialog flag={base} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
