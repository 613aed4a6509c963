import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '../lib/class-names.ts';
import { useCopy } from '../lib/use-copy.ts';
import { Button } from './button.tsx';

export interface CodeBlockProps {
  code: string;
  /** Written above, e.g. a file name or “curl”. */
  title?: string;
  wrap?: boolean;
  className?: string;
}

export function CodeBlock({ code, title, wrap, className }: CodeBlockProps) {
  const { t } = useTranslation('ui');
  const { copy, outcome } = useCopy();
  return (
    <figure className={cn('overflow-hidden rounded-lg border bg-sunken', className)}>
      <figcaption className="flex items-center justify-between gap-2 border-b py-1 pr-1 pl-3 text-xs text-ink-muted">
        <span className="truncate">{title}</span>
        <Button variant="ghost" size="sm" icon={outcome === 'copied' ? <Check /> : <Copy />} onClick={() => copy(code)}>
          <span aria-live="polite">{outcome === 'idle' ? t('copy.action') : t(`copy.${outcome}`)}</span>
        </Button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className={cn('overflow-x-auto p-3 font-mono text-xs text-ink', wrap && 'whitespace-pre-wrap')}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
