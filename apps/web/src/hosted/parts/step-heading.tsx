import type { ReactNode } from 'react';

/** The page's only h1. It takes the focus when the page changes, so that a screen reader starts at the top of the new one. */
export function StepHeading({ children }: { children: ReactNode }) {
  return (
    <h1
      id="heading"
      tabIndex={-1}
      className="mt-1 text-[1.625rem] leading-tight font-semibold tracking-tight text-balance sm:text-[1.875rem]"
    >
      {children}
    </h1>
  );
}
