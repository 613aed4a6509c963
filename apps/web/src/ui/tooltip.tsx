import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement } from 'react';
import { Kbd } from './kbd.tsx';

export interface TooltipProps {
  text: string;
  keys?: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** One element that takes a ref and can have the focus. */
  children: ReactElement;
}

/** Once around the application: neighbours open at once after the first. */
export const TooltipProvider = Radix.Provider;

export function Tooltip({ text, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-xs text-ink shadow-overlay data-[state=delayed-open]:animate-overlay-in"
        >
          {text}
          {keys ? <Kbd keys={keys} /> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
