import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

const LOOKS = {
  info: ['bg-sand-deep', 'text-sand-ink-muted', 'info'],
  good: ['bg-good-soft', 'text-good-text', 'good'],
  review: ['bg-review-soft', 'text-review-text', 'hourglass'],
  skipped: ['bg-sand-deep', 'text-sand-ink-muted', 'skip'],
  locked: ['bg-sand-deep', 'text-sand-ink-muted', 'lock'],
  bad: ['bg-bad-soft', 'text-bad-text', 'alert'],
  offline: ['bg-warn-soft', 'text-warn-text', 'offline'],
} satisfies Record<string, [string, string, IconName]>;

export interface NoteProps {
  look: keyof typeof LOOKS;
  title?: ReactNode;
  /** `alert` is read out at once, `status` when the reader pauses. */
  role?: 'alert' | 'status';
  className?: string;
  children?: ReactNode;
}

/** A sentence or two beside the content, with a ground of its own. */
export function Note({ look, title, role, className = '', children }: NoteProps) {
  const [ground, ink, icon] = LOOKS[look];
  return (
    <div role={role} className={`flex items-start gap-3 rounded-lg px-4 py-3.5 text-lg ${ground} ${className}`}>
      <Icon name={icon} className={`mt-0.5 size-5 ${ink}`} />
      <div className="min-w-0 flex-1 space-y-1 text-sand-ink">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}
