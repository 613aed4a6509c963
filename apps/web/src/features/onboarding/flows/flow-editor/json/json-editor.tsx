import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../../../lib/class-names.ts';
import { Button } from '../../../../../ui/button.tsx';
import { controlStyle } from '../../../../../ui/control-style.ts';
import { ErrorState } from '../../../../../ui/error-state.tsx';
import { Spinner } from '../../../../../ui/spinner.tsx';
import { useEditor } from '../editor-context.ts';
import { type JsonFinding, useJsonDraft } from './use-json-draft.ts';

/** The whole definition as text. It becomes the draft only when asked, and only in a form that can be stored. */
export function JsonEditor() {
  const { t } = useTranslation('flow-editor');
  const { readOnly } = useEditor();
  const draft = useJsonDraft();
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex flex-col gap-2">
        <textarea
          ref={field}
          aria-label={t('json.label')}
          aria-describedby="json-help"
          spellCheck={false}
          readOnly={readOnly}
          value={draft.text}
          onChange={(event) => draft.setText(event.target.value)}
          className={cn(
            controlStyle(),
            'h-[65dvh] min-h-80 resize-y p-3 font-mono text-xs leading-5 whitespace-pre [tab-size:2]',
          )}
        />
        <div className="flex flex-wrap items-center gap-2">
          <p id="json-help" className="min-w-48 flex-1 text-xs text-ink-muted">
            {t('json.help')}
          </p>
          {readOnly ? null : (
            <>
              <Button disabled={!draft.isChanged} onClick={draft.reset}>
                {t('json.reset')}
              </Button>
              <Button variant="primary" disabled={!draft.isChanged || !draft.apply} onClick={draft.apply}>
                {t('json.apply')}
              </Button>
            </>
          )}
        </div>
      </div>
      <Findings draft={draft} field={field} />
    </div>
  );
}

interface FindingsProps {
  draft: ReturnType<typeof useJsonDraft>;
  field: RefObject<HTMLTextAreaElement | null>;
}

function Findings({ draft, field }: FindingsProps) {
  const { t } = useTranslation('flow-editor');
  if (draft.failure) return <ErrorState error={draft.failure} />;
  return (
    <section aria-label={t('json.findings')} className="rounded-lg border bg-surface">
      <p role="status" className="flex h-9 items-center gap-2 px-3 text-xs text-ink-muted">
        {draft.isChecking ? (
          <>
            <Spinner /> {t('json.checking')}
          </>
        ) : draft.findings.length === 0 ? (
          <>
            <CircleCheck aria-hidden="true" className="size-4 text-good-text" /> {t('problems.none')}
          </>
        ) : (
          t('json.found', { count: draft.findings.length })
        )}
      </p>
      <ul>
        {draft.findings.map((finding) => (
          <li key={`${finding.path} ${finding.message}`} className="border-t">
            <FindingLine finding={finding} onGo={() => show(field.current, finding)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FindingLine({ finding, onGo }: { finding: JsonFinding; onGo: () => void }) {
  const { t } = useTranslation('flow-editor');
  const isWarning = finding.kind === 'problem';
  const Icon = isWarning ? TriangleAlert : CircleAlert;
  return (
    <button
      type="button"
      onClick={onGo}
      className="flex w-full items-start gap-2 px-3 py-2 text-left hover:bg-hover focus-visible:-outline-offset-2"
    >
      <Icon
        aria-hidden="true"
        className={cn('mt-0.5 size-4 shrink-0', isWarning ? 'text-warn-text' : 'text-bad-text')}
      />
      <span className="min-w-0 flex-1">
        <span className="block text-ink">{finding.kind === 'syntax' ? t('json.syntax') : finding.message}</span>
        <span className="block font-mono text-2xs break-all text-ink-muted">
          {t('json.line', { line: finding.line })} {finding.path}
        </span>
      </span>
    </button>
  );
}

/** Selects what a finding is about and brings it into view. */
function show(field: HTMLTextAreaElement | null, { from, to, line }: JsonFinding) {
  if (!field) return;
  field.focus();
  field.setSelectionRange(from, Math.max(to, Math.min(from + 1, field.value.length)));
  const lineHeight = field.scrollHeight / field.value.split('\n').length;
  field.scrollTop = Math.max(0, (line - 4) * lineHeight);
}
