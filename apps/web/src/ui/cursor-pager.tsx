import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';

export interface CursorPagerProps {
  /** Absent where there is nothing in that direction. */
  onPrevious?: () => void;
  onNext?: () => void;
  busy?: boolean;
  /** E.g. “20 of 2,013”. */
  children?: ReactNode;
}

export function CursorPager({ onPrevious, onNext, busy, children }: CursorPagerProps) {
  const { t } = useTranslation('ui');
  return (
    <nav aria-label={t('pager.label')} className="mt-3 flex items-center justify-between gap-4">
      <p data-figures className="text-xs text-ink-muted">
        {children}
      </p>
      <div className="flex gap-2">
        <Button size="sm" icon={<ChevronLeft />} disabled={!onPrevious} onClick={onPrevious}>
          {t('pager.previous')}
        </Button>
        <Button size="sm" disabled={!onNext} busy={busy} onClick={onNext}>
          {t('pager.next')}
          {busy ? null : <ChevronRight />}
        </Button>
      </div>
    </nav>
  );
}
