import { type FormField, type FormStep, textIn } from '@stepwell/engine';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newField } from '../../definition/fields.ts';
import { inserted, moved, removed, replaced, stableIds } from '../../definition/order.ts';
import { Button } from '../../../../../ui/button.tsx';
import { FieldError } from '../../../../../ui/field.tsx';
import { useEditor } from '../editor-context.ts';
import { useProblemText } from '../problem-text.ts';
import type { ChangeStep } from '../properties/step-properties.tsx';
import { SortableList } from '../sorting/sortable-list.tsx';
import { FieldCard } from './field-card.tsx';

export interface FieldsEditorProps {
  step: FormStep;
  path: string;
  change: ChangeStep;
}

export function FieldsEditor({ step, path, change }: FieldsEditorProps) {
  const { t } = useTranslation('flow-editor');
  const { flow, locale, readOnly, focusAt } = useEditor();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const { fields } = step;
  const set = (next: readonly FormField[], mark?: string) => change({ ...step, fields: next }, mark);
  const open = (key: string, isOpen: boolean) =>
    setOpened((known) => new Set([...[...known].filter((other) => other !== key), ...(isOpen ? [key] : [])]));
  const replace = (index: number, next: FormField, mark?: string) => {
    // A key that follows its label must not fold the card under the writer's hands.
    if (opened.has(fields[index]?.key ?? '')) open(next.key, true);
    set(replaced(fields, index, next), mark);
  };
  const nameOf = (index: number) => {
    const field = fields[index];
    return field ? textIn(field.label, locale, flow.default_locale) || field.key : '';
  };
  const add = () => {
    const field = newField(step);
    open(field.key, true);
    set(inserted(fields, fields.length, field));
    focusAt(`${path}/fields/${fields.length}/label`);
  };
  const ids = stableIds(fields.map((field) => field.key));
  return (
    <section data-path={`${path}/fields`} aria-label={t('field.list')} className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-medium text-ink">
          {t('field.list')} <span className="font-normal text-ink-muted">{fields.length}</span>
        </h3>
        {readOnly ? null : (
          <Button size="sm" icon={<Plus />} onClick={add}>
            {t('field.add')}
          </Button>
        )}
      </div>
      <FieldListProblem path={`${path}/fields`} />
      <SortableList ids={ids} nameOf={nameOf} onMove={(from, to) => set(moved(fields, from, to))}>
        <ol className="flex flex-col gap-2">
          {fields.map((field, index) => (
            <FieldCard
              // The key of a field changes while its label is written: the place is what stays.
              key={index}
              id={ids[index] ?? field.key}
              field={field}
              stepKey={step.key}
              path={`${path}/fields/${index}`}
              taken={fields.map((other) => other.key)}
              isOpen={opened.has(field.key)}
              onToggle={(isOpen) => open(field.key, isOpen)}
              onChange={(next, mark) => replace(index, next, mark)}
              onRemove={() => set(removed(fields, index))}
              onMove={(by) => set(moved(fields, index, index + by))}
            />
          ))}
        </ol>
      </SortableList>
    </section>
  );
}

/** A problem of the list itself, such as that it is empty. */
function FieldListProblem({ path }: { path: string }) {
  const { problems } = useEditor();
  const say = useProblemText();
  const found = problems.find((problem) => problem.path === path);
  return found ? <FieldError>{say(found)}</FieldError> : null;
}
