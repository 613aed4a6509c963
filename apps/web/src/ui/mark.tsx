import { cn } from '../lib/class-names.ts';

/** The stepwell: three nested square steps leading down to water. Decorative; name it in text beside it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={cn('size-5 shrink-0 text-accent', className)}
      fill="currentColor"
    >
      <rect x="1" y="1" width="22" height="22" rx="5" opacity="0.28" />
      <rect x="7.5" y="7.5" width="15.5" height="15.5" rx="4" opacity="0.48" />
      <rect x="14" y="14" width="9" height="9" rx="3" />
    </svg>
  );
}

/** The mark with the name. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2 text-lg font-semibold tracking-tight text-ink', className)}>
      <Mark />
      Stepwell
    </span>
  );
}
