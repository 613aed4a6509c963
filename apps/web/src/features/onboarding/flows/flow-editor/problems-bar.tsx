import { ChevronUp, CircleCheck, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../../lib/class-names.ts';
import { useEditor } from './editor-context.ts';
import { problemPlace, useProblemText } from './problem-text.ts';

/** What keeps the draft from being published, at the foot of the editor; each line leads to its place. */
export function ProblemsBar({ onGo }: { onGo: () => void }) {
  const { t } = useTranslation('flow-editor');
  const { problems } = useEditor();
  const [open, setOpen] = useState(false);
  const listId = useId();
  const isShown = open && problems.length > 0;
  if (problems.length === 0) {
    return (
      <p className="sticky bottom-0 z-10 mt-4 flex h-9 items-center gap-2 rounded-t-lg border border-b-0 bg-surface px-3 text-xs text-ink-muted">
        <CircleCheck aria-hidden="true" className="size-4 text-good-text" />
        {t('problems.none')}
      </p>
    );
  }
  return (
    <section
      aria-label={t('problems.label')}
      className="sticky bottom-0 z-10 mt-4 rounded-t-lg border border-b-0 bg-surface"
    >
      <button
        type="button"
        aria-expanded={isShown}
        aria-controls={isShown ? listId : undefined}
        onClick={() => setOpen(!open)}
        className="flex h-9 w-full items-center gap-2 rounded-t-lg px-3 text-left text-xs font-medium text-ink hover:bg-hover focus-visible:-outline-offset-2"
      >
        <TriangleAlert aria-hidden="true" className="size-4 text-bad-text" />
        <span role="status">{t('problems.count', { count: problems.length })}</span>
        <ChevronUp
          aria-hidden="true"
          className={cn('ml-auto size-4 text-ink-faint transition-transform', isShown && 'rotate-180')}
        />
      </button>
      {isShown ? <ProblemList id={listId} onGo={onGo} /> : null}
    </section>
  );
}

function ProblemList({ id, onGo }: { id: string; onGo: () => void }) {
  const { t } = useTranslation('flow-editor');
  const { flow, locale, problems, goTo } = useEditor();
  const say = useProblemText();
  return (
    <ul id={id} className="max-h-56 overflow-y-auto border-t">
      {problems.map((problem) => (
        <li key={`${problem.path} ${problem.code}`} className="border-b last:border-b-0">
          <button
            type="button"
            onClick={() => {
              goTo(problem);
              onGo();
            }}
            className="flex w-full flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
          >
            <span className="font-medium text-ink">{problemPlace(flow, problem.path, locale, t('outline.flow'))}</span>
            <span className="min-w-0 flex-1 text-ink-muted">{say(problem)}</span>
            <span className="font-mono text-2xs text-ink-faint max-sm:hidden">{problem.path}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
