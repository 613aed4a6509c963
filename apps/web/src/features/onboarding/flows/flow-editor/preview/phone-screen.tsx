import { EyeOff } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { accentTokens, type Scheme } from '../../../../../lib/contrast.ts';
import { useEditor } from '../editor-context.ts';
import { usePhone, useTexts } from './phone-context.ts';
import { PreviewOverview } from './preview-overview.tsx';
import { PhoneNote } from './phone-parts.tsx';
import { PreviewStep } from './preview-step.tsx';

/** The screen of a phone, in the tenant's colours. `shown` is a step's key, or null for all steps. */
export function PhoneScreen({ scheme, shown }: { scheme: Scheme; shown: string | null }) {
  const { t } = useTranslation('flow-editor');
  const { flow } = useEditor();
  const { walk, locale } = usePhone();
  const say = useTexts();
  const step = flow.steps.find((other) => other.key === shown);
  const at = walk.steps.find((other) => other.step.key === shown);
  return (
    <section
      aria-label={t('preview.label')}
      lang={locale}
      data-theme={scheme}
      style={themeStyle(flow.theme, scheme)}
      className="flex h-[min(42rem,calc(100dvh-24rem))] min-h-[27rem] flex-col overflow-hidden rounded-[1.75rem] border-[6px] border-line-strong bg-sand text-lg text-sand-ink shadow-overlay"
    >
      <PhoneBar />
      {/* What scrolls must be reachable by keyboard. */}
      <div
        key={shown ?? 'all'}
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col overflow-y-auto px-5 pt-5 focus-visible:-outline-offset-2"
      >
        {shown === null ? <PreviewOverview title={say(flow.title)} description={say(flow.description)} /> : null}
        {at ? <PreviewStep at={at} /> : null}
        {step && !at ? (
          <>
            <PhoneNote icon={EyeOff} title={t('preview.not_shown')}>
              {t('preview.not_shown_why')}
            </PhoneNote>
            <div className="mt-5 flex flex-1 flex-col border-t border-dashed border-sand-line-control pt-5">
              <PreviewStep at={{ step, state: 'todo', waitsFor: [] }} />
            </div>
          </>
        ) : null}
      </div>
    </section>
  );
}

function PhoneBar() {
  const { walk, words, organization, show } = usePhone();
  const { percent, stepsDone, stepsTotal, minutesLeft } = walk.progress;
  return (
    <header className="border-sand-line">
      <div className="flex h-12 items-center gap-2.5 px-5">
        <span
          aria-hidden="true"
          className="grid size-7 shrink-0 place-items-center rounded-md bg-accent text-base font-semibold text-on-accent"
        >
          {[...organization][0]?.toUpperCase()}
        </span>
        <span className="truncate font-semibold">{organization}</span>
      </div>
      <button
        type="button"
        onClick={() => show(null)}
        className="flex w-full items-center gap-2 px-5 pb-2 text-left text-base hover:bg-sand-deep"
      >
        <strong className="font-semibold tabular-nums">{words.count(stepsDone, stepsTotal)}</strong>
        <span className="text-sand-ink-muted">
          {stepsDone === stepsTotal ? words.allDone : words.minutesLeft(minutesLeft)}
        </span>
        <span className="ml-auto font-medium text-accent-text">{words.allSteps}</span>
      </button>
      <div aria-hidden="true" className="h-1.5 bg-sand-deep">
        <div className="h-full bg-accent-text transition-[width] duration-200" style={{ width: `${percent}%` }} />
      </div>
    </header>
  );
}

function themeStyle(theme: { accent?: string; radius?: number } | undefined, scheme: Scheme): CSSProperties {
  const tokens = theme?.accent ? accentTokens(theme.accent, scheme) : null;
  return { ...tokens, ...(theme?.radius === undefined ? {} : { '--radius': `${theme.radius}px` }) } as CSSProperties;
}
