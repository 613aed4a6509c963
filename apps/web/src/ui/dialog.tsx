import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../lib/class-names.ts';
import { useFocusReturn } from './use-focus-return.ts';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  children?: ReactNode;
}

const WIDTHS = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-3xl' };

export const veilStyle = 'fixed inset-0 z-40 bg-veil data-[state=open]:animate-overlay-in';

export function Dialog({ open, onOpenChange, title, description, footer, size = 'md', children }: DialogProps) {
  const { t } = useTranslation('ui');
  const returnFocus = useFocusReturn(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={cn(veilStyle, 'grid grid-cols-1 place-items-center overflow-y-auto p-4')}>
          <Radix.Content
            onCloseAutoFocus={returnFocus}
            {...(description ? {} : { 'aria-describedby': undefined })}
            className={cn(
              'relative flex w-full min-w-0 flex-col rounded-xl border border-line bg-raised shadow-overlay outline-none data-[state=open]:animate-pop-in',
              WIDTHS[size],
            )}
          >
            <header className="flex flex-col gap-1 px-5 pt-4 pr-12">
              <Radix.Title className="text-lg font-semibold text-ink">{title}</Radix.Title>
              {description ? <Radix.Description className="text-ink-muted">{description}</Radix.Description> : null}
            </header>
            <div className="px-5 pt-4 pb-5">{children}</div>
            {footer ? <footer className="flex justify-end gap-2 border-t px-5 py-3">{footer}</footer> : null}
            <Radix.Close
              aria-label={t('close')}
              className="absolute top-3.5 right-3.5 grid size-7 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
            >
              <X className="size-4" />
            </Radix.Close>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
