import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { cn } from '../lib/class-names.ts';

const badgeStyle = cva(
  'inline-flex h-5 shrink-0 align-middle items-center gap-1 rounded-md px-1.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        neutral: 'bg-neutral-soft text-neutral-text',
        info: 'bg-info-soft text-info-text',
        review: 'bg-review-soft text-review-text',
        good: 'bg-good-soft text-good-text',
        warn: 'bg-warn-soft text-warn-text',
        bad: 'bg-bad-soft text-bad-text',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export type Tone = NonNullable<VariantProps<typeof badgeStyle>['tone']>;

export interface BadgeProps {
  tone?: Tone;
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Badge({ tone, icon, className, children }: BadgeProps) {
  return (
    <span className={cn(badgeStyle({ tone }), className)}>
      {icon}
      {children}
    </span>
  );
}
