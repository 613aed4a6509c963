import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../lib/class-names.ts';

type CalloutTone = 'info' | 'good' | 'warn' | 'bad';

export interface CalloutProps {
  tone?: CalloutTone;
  title?: string;
  /** Read out as soon as it appears. */
  alert?: boolean;
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}

const LOOKS: Record<CalloutTone, { Icon: LucideIcon; ground: string; icon: string }> = {
  info: { Icon: Info, ground: 'bg-info-soft', icon: 'text-info-text' },
  good: { Icon: CircleCheck, ground: 'bg-good-soft', icon: 'text-good-text' },
  warn: { Icon: TriangleAlert, ground: 'bg-warn-soft', icon: 'text-warn-text' },
  bad: { Icon: CircleAlert, ground: 'bg-bad-soft', icon: 'text-bad-text' },
};

export function Callout({ tone = 'info', title, alert, action, className, children }: CalloutProps) {
  const { Icon, ground, icon } = LOOKS[tone];
  return (
    <div
      role={alert ? 'alert' : undefined}
      className={cn('flex items-start gap-2.5 rounded-lg px-3 py-2.5', action && 'flex-wrap', ground, className)}
    >
      <Icon aria-hidden="true" className={cn('mt-0.5 size-4 shrink-0', icon)} />
      <div className={cn('flex-1 text-ink', action ? 'min-w-40' : 'min-w-0')}>
        {title ? <p className="font-medium">{title}</p> : null}
        {children}
      </div>
      {action}
    </div>
  );
}
