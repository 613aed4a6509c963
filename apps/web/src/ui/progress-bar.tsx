import { cn } from '../lib/class-names.ts';

export interface ProgressBarProps {
  /** 0–100. */
  value: number;
  label: string;
  tone?: 'accent' | 'good';
  className?: string;
}

export function ProgressBar({ value, label, tone = 'accent', className }: ProgressBarProps) {
  const width = Math.min(100, Math.max(0, value));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(width)}
      aria-valuemin={0}
      aria-valuemax={100}
      className={cn('h-1.5 w-full overflow-hidden rounded-full bg-neutral-soft', className)}
    >
      <div
        className={cn(
          'h-full rounded-full transition-[width] duration-200',
          tone === 'good' ? 'bg-good-solid' : 'bg-accent',
        )}
        style={{ width: `${width}%` }}
      />
    </div>
  );
}
