import type { ReactNode } from 'react';
import { cn } from '../lib/class-names.ts';
import { Button, type ButtonProps } from './button.tsx';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ButtonProps, 'asChild' | 'icon' | 'children'> {
  /** The name for screen readers, shown as a tooltip too. */
  label: string;
  icon: ReactNode;
  /** Keys written in the tooltip. */
  keys?: string;
}

const SQUARE = { sm: 'w-7 px-0', md: 'w-8 px-0', lg: 'w-10 px-0', xl: 'w-12 px-0' } as const;

export function IconButton({ label, icon, keys, variant = 'ghost', size = 'md', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <Button
        aria-label={label}
        variant={variant}
        size={size}
        icon={icon}
        className={cn(SQUARE[size ?? 'md'], className)}
        {...rest}
      />
    </Tooltip>
  );
}
