import { useRef } from 'react';
import type { HostedFlow } from '../api.ts';
import { useJourneyPage, usePage } from '../page-context.ts';
import { Brand } from './brand.tsx';
import { LanguageSelect } from './language-select.tsx';
import { Overview } from './overview.tsx';
import { ProgressBar, ProgressWords } from './progress.tsx';
import { Sheet } from './sheet.tsx';
import { Icon } from './icon.tsx';

/** Who asks, and in which language. */
export function TopBar({ hosted, locale }: { hosted: HostedFlow | null; locale: string | null }) {
  const { chooseLocale, session, speech } = usePage();
  return (
    <>
      {session.environment === 'test' ? (
        <p className="bg-warn-soft px-4 py-1 text-center text-base text-warn-text">{speech.say('test_note')}</p>
      ) : null}
      <div className="mx-auto flex h-14 w-full max-w-6xl items-center gap-3 px-4 min-[900px]:px-8">
        {hosted ? <Brand hosted={hosted} /> : null}
        {hosted ? (
          <LanguageSelect locales={hosted.locales} locale={locale ?? hosted.locale} onChoose={chooseLocale} />
        ) : null}
      </div>
    </>
  );
}

/** On phones: how far, and the way to all steps, in one line. */
export function ProgressLine({ onLater }: { onLater: () => void }) {
  const { journey, speech } = useJourneyPage();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <div className="min-[900px]:hidden">
      <button
        type="button"
        aria-haspopup="dialog"
        className="flex min-h-11 w-full items-center gap-2 px-4 pb-2 text-left text-md"
        onClick={() => dialog.current?.showModal()}
      >
        <ProgressWords progress={journey.progress} />
        <span className="ml-auto flex shrink-0 items-center gap-1 font-medium text-accent-text">
          <span className="max-[374px]:hidden">{speech.say('all_steps')}</span>
          <span className="min-[375px]:hidden">{speech.say('steps')}</span>
          <Icon name="chevron-down" className="size-4" />
        </span>
      </button>
      <ProgressBar progress={journey.progress} className="rounded-none" />
      <Sheet dialog={dialog} title={speech.say('steps')}>
        <nav aria-label={speech.say('steps')} className="px-2 pt-2 pb-4">
          <Overview
            onChoose={() => dialog.current?.close()}
            onLater={() => {
              dialog.current?.close();
              onLater();
            }}
          />
        </nav>
      </Sheet>
    </div>
  );
}

/** From 900 px: the well, how far, and all steps, always in sight. */
export function SideBar({ onLater, well }: { onLater: () => void; well: React.ReactNode }) {
  const { journey, speech } = useJourneyPage();
  return (
    <nav
      aria-label={speech.say('steps')}
      className="sticky top-14 hidden max-h-[calc(100dvh-3.5rem)] w-80 shrink-0 self-start overflow-y-auto py-8 pr-2 min-[900px]:block"
    >
      <div className="mb-5 flex items-center gap-4 px-3">
        {well}
        <div className="min-w-0 flex-1 text-md">
          <p className="mb-1 line-clamp-3 text-lg leading-snug font-semibold">{journey.flow.title}</p>
          <ProgressWords progress={journey.progress} />
          <ProgressBar progress={journey.progress} className="mt-2" />
        </div>
      </div>
      <Overview onLater={onLater} />
    </nav>
  );
}
