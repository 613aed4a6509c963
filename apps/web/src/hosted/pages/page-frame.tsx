import type { ReactNode } from 'react';
import { usePage } from '../page-context.ts';

export interface PageFrameProps {
  top: ReactNode;
  /** Stays under the top bar. */
  under?: ReactNode;
  side?: ReactNode;
  /** Language of the flow's own texts, where it is not the page's. */
  contentLanguage?: string;
  children: ReactNode;
}

/** The landmarks every hosted page has, and the paper its content lies on. */
export function PageFrame({ top, under, side, contentLanguage, children }: PageFrameProps) {
  const { speech } = usePage();
  const isForeign = contentLanguage && !contentLanguage.startsWith(speech.language);
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="absolute top-2 left-2 z-20 -translate-y-20 rounded-lg bg-accent px-4 py-2 text-lg text-on-accent focus:translate-y-0"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
      >
        {speech.say('skip_to_content')}
      </a>
      <header className="sticky top-0 z-10 border-b bg-sand max-[899px]:border-b-0 min-[900px]:bg-sand">
        {top}
        {under}
      </header>
      <div className="mx-auto flex w-full max-w-6xl flex-1 min-[900px]:gap-6 min-[900px]:px-5">
        {side}
        <main
          id="content"
          tabIndex={-1}
          lang={isForeign ? contentLanguage : undefined}
          className="flex min-w-0 flex-1 flex-col px-5 pt-6 outline-none sm:px-8 sm:py-8"
        >
          <div className="flex flex-1 flex-col sm:mx-auto sm:w-full sm:max-w-2xl sm:flex-none sm:rounded-xl sm:border sm:bg-sand-surface sm:p-10">
            {children}
          </div>
        </main>
      </div>
    </div>
  );
}
