import type { ComponentProps, ReactNode } from 'react';

const BASE =
  'inline-flex min-h-12 items-center justify-center gap-2 rounded-lg border px-5 py-2 text-center text-lg leading-snug font-medium ' +
  'transition-colors duration-100 select-none aria-disabled:opacity-60 [&_svg]:size-5 [&_svg]:shrink-0';
const LOOKS = {
  primary: 'border-accent-line bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border-sand-line-control bg-sand-surface text-sand-ink hover:bg-sand-deep',
  quiet: 'border-transparent text-sand-ink-muted hover:bg-sand-deep hover:text-sand-ink',
};
export type ButtonLook = keyof typeof LOOKS;

export function buttonStyle(look: ButtonLook, className = ''): string {
  return `${BASE} ${LOOKS[look]} ${className}`;
}

export interface ButtonProps extends ComponentProps<'button'> {
  look?: ButtonLook;
  /** Shows a turning ring and lets no press through; the focus stays on the button. */
  busy?: boolean;
  icon?: ReactNode;
}

export function Button({ look = 'secondary', busy, icon, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={buttonStyle(look, className)}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy ? <Ring /> : icon}
      {children}
    </button>
  );
}

function Ring() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className="animate-spin">
      <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" strokeOpacity="0.3" strokeWidth="2" />
      <path d="M10 2a8 8 0 0 1 8 8" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
