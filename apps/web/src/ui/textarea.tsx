import type { ComponentProps } from 'react';
import { cn } from '../lib/class-names.ts';
import { type ControlSize, controlStyle } from './control-style.ts';

export interface TextareaProps extends ComponentProps<'textarea'> {
  size?: ControlSize;
}

/** Grows with its text where the browser can. */
export function Textarea({ size, className, rows = 3, ...rest }: TextareaProps) {
  const style = cn(controlStyle({ size }), 'field-sizing-content h-auto min-h-20 resize-y py-1.5', className);
  return <textarea rows={rows} className={style} {...rest} />;
}
