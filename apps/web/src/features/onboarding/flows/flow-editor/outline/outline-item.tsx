import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../../../lib/class-names.ts';

export interface OutlineItemProps {
  icon: ReactNode;
  label: string;
  isChosen: boolean;
  problemCount: number;
  onChoose: () => void;
  /** Small signs at the end. */
  marks?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
  tabIndex?: number;
  onKeyDown?: (event: KeyboardEvent) => void;
  className?: string;
}

/** One line of the outline. */
export function OutlineItem({
  icon,
  label,
  isChosen,
  problemCount,
  onChoose,
  marks,
  className,
  ...rest
}: OutlineItemProps) {
  const { t } = useTranslation('flow-editor');
  return (
    <button
      type="button"
      aria-current={isChosen || undefined}
      onClick={onChoose}
      className={cn(
        'group flex h-9 w-full min-w-0 items-center gap-2 rounded-md px-2 text-left text-ink-muted hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 aria-[current=true]:bg-selected aria-[current=true]:font-medium aria-[current=true]:text-ink [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-faint',
        className,
      )}
      {...rest}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {marks}
      {problemCount > 0 ? (
        <span
          data-figures
          className="inline-flex h-4 min-w-4 shrink-0 items-center justify-center rounded-full bg-bad-soft px-1 text-2xs font-medium text-bad-text"
        >
          <span className="sr-only">{t('outline.problems', { count: problemCount })}</span>
          <span aria-hidden="true">{problemCount}</span>
        </span>
      ) : null}
    </button>
  );
}
