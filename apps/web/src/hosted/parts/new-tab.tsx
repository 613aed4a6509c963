import type { ReactNode } from 'react';
import { useSay } from '../page-context.ts';

/** A link out of the journey: in a tab of its own, so that the journey stays, and without telling where it came from. */
export function NewTab({
  href,
  className,
  onClick,
  children,
}: {
  href: string;
  className?: string;
  onClick?: () => void;
  children: ReactNode;
}) {
  const say = useSay();
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className={className ?? 'text-accent-text underline decoration-1 underline-offset-4 hover:decoration-2'}
      onClick={onClick}
    >
      {children}
      <span className="sr-only"> ({say('new_tab')})</span>
    </a>
  );
}
