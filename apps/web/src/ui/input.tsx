import type { ComponentProps } from 'react';
import { cn } from '../lib/class-names.ts';
import { type ControlSize, controlStyle } from './control-style.ts';

export interface InputProps extends Omit<ComponentProps<'input'>, 'size'> {
  size?: ControlSize;
}

export function Input({ size, className, ...rest }: InputProps) {
  return <input className={cn(controlStyle({ size }), className)} {...rest} />;
}
