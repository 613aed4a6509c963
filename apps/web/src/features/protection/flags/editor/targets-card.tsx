import { ChevronRight } from 'lucide-react';
import { type ClipboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../../ui/card.tsx';
import { FieldError } from '../../../../ui/field.tsx';
import { Textarea } from '../../../../ui/textarea.tsx';
import { idsOf, type VariantDraft, withVariant } from '../draft/draft.ts';
import { asLines } from '../draft/pasted-ids.ts';
import { useWords, variantWord } from '../words/words.ts';
import { useDrafting, useProblemAt } from './editor-context.ts';

/** Who always gets a variant. */
export function TargetsCard() {
  const { t } = useTranslation('flags');
  const { draft } = useDrafting();
  const problem = useProblemAt()('targets');
  return (
    <Card title={t('rules.targets')} flush>
      <p className="p-4 pb-3 text-ink-muted">{t('rules.targets_lead')}</p>
      {problem ? (
        <div className="px-4 pb-3">
          <FieldError>{problem}</FieldError>
        </div>
      ) : null}
      {draft.variants.map((variant) => (
        <Target key={variant.id} variant={variant} />
      ))}
    </Card>
  );
}

function Target({ variant }: { variant: VariantDraft }) {
  const { t } = useTranslation('flags');
  const words = useWords();
  const { base, edit } = useDrafting();
  const { id, name, ids } = variant;
  const [isOpen] = useState(ids !== '');
  const problem = useProblemAt()(`variant/${id}/ids`);
  const shown = base.definition.kind === 'boolean' ? variantWord(true, name, words) : name;
  const set = (text: string) => edit((known) => withVariant(known, id, { ids: text }));
  return (
    <details open={isOpen} className="group border-t">
      <summary className="flex min-h-10 cursor-pointer list-none items-center gap-1.5 px-4 hover:bg-hover focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" className="size-4 text-ink-faint transition-transform group-open:rotate-90" />
        <span className="min-w-0 truncate font-medium text-ink">{shown}</span>
        <span data-figures className="ml-auto shrink-0 text-xs text-ink-muted">
          {t('rules.ids_count', { count: idsOf(ids).length })}
        </span>
      </summary>
      <div className="flex flex-col gap-1.5 px-4 pt-1 pb-4">
        <Textarea
          aria-label={t('rules.ids', { name: shown })}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-ids` : undefined}
          rows={3}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          placeholder="user-42"
          value={ids}
          onChange={(event) => set(event.target.value)}
          onPaste={(event) => pasteAsLines(event, set)}
          className="max-h-64 font-mono text-xs"
        />
        {problem ? <FieldError id={`${id}-ids`}>{problem}</FieldError> : null}
      </div>
    </details>
  );
}

/** A row out of a table or a list with commas becomes one id a line. */
function pasteAsLines(event: ClipboardEvent<HTMLTextAreaElement>, set: (text: string) => void) {
  const pasted = event.clipboardData.getData('text');
  const lines = asLines(pasted);
  if (lines === pasted) return;
  event.preventDefault();
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  set(value.slice(0, selectionStart) + lines + value.slice(selectionEnd));
}
