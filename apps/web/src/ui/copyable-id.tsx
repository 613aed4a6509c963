import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '../lib/class-names.ts';
import { useCopy } from '../lib/use-copy.ts';

export interface CopyableIdProps {
  id: string;
  /** Shows only the last characters; the whole id is copied. */
  short?: boolean;
  className?: string;
}

export function CopyableId({ id, short, className }: CopyableIdProps) {
  const { t } = useTranslation('ui');
  const { copy, outcome } = useCopy();
  const Icon = outcome === 'copied' ? Check : Copy;
  return (
    <button
      type="button"
      title={id}
      onClick={() => copy(id)}
      className={cn(
        'relative z-1 -ml-1 inline-flex max-w-[calc(100%+0.25rem)] items-center gap-1 rounded-sm px-1 py-0.5 font-mono text-xs text-ink-muted select-text hover:bg-hover hover:text-ink',
        className,
      )}
    >
      <span className="sr-only">{t('copy.action')}</span>
      <span className="truncate">{short && id.length > 12 ? `…${id.slice(-8)}` : id}</span>
      <Icon
        aria-hidden="true"
        className={cn('size-3 shrink-0', outcome === 'copied' ? 'text-good-text' : 'text-ink-faint')}
      />
      <span role="status" className="sr-only">
        {outcome === 'idle' ? '' : t(`copy.${outcome}`)}
      </span>
    </button>
  );
}
