import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../lib/class-names.ts';
import { veilStyle } from './dialog.tsx';
import { useFocusReturn } from './use-focus-return.ts';

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** Leaves out the inner margin, for content that brings its own. */
  flush?: boolean;
  side?: 'left' | 'right';
  footer?: ReactNode;
  className?: string;
  children: ReactNode;
}

const SIDES = {
  left: 'left-0 border-r data-[state=open]:animate-slide-in-left',
  right: 'right-0 border-l data-[state=open]:animate-slide-in',
};

/** A panel at the edge: details beside a list, navigation on a phone. */
export function Sheet({ open, onOpenChange, title, flush, side = 'right', footer, className, children }: SheetProps) {
  const { t } = useTranslation('ui');
  const returnFocus = useFocusReturn(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={veilStyle} />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className={cn(
            'fixed inset-y-0 z-40 flex w-full max-w-md flex-col bg-raised shadow-overlay outline-none',
            SIDES[side],
            className,
          )}
        >
          <Radix.Title className="border-b px-5 py-3.5 pr-12 text-lg font-semibold text-ink">{title}</Radix.Title>
          <div className={cn('min-h-0 flex-1 overflow-y-auto', !flush && 'px-5 py-4')}>{children}</div>
          {footer ? <footer className="flex justify-end gap-2 border-t px-5 py-3">{footer}</footer> : null}
          <Radix.Close
            aria-label={t('close')}
            className="absolute top-3 right-3 grid size-8 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
          >
            <X className="size-4" />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
