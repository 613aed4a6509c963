import { textIn } from '@stepwell/engine';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { followingKey, newOption, type Option, withOptions } from '../../definition/fields.ts';
import { inserted, moved, removed, replaced, stableIds } from '../../definition/order.ts';
import { withText } from '../../definition/texts.ts';
import { Button } from '../../../../../ui/button.tsx';
import { FieldError } from '../../../../../ui/field.tsx';
import { IconButton } from '../../../../../ui/icon-button.tsx';
import { Input } from '../../../../../ui/input.tsx';
import { useEditor } from '../editor-context.ts';
import { useProblemAt } from '../inputs/property.tsx';
import { DragHandle, SortableItem } from '../sorting/sortable-item.tsx';
import { SortableList } from '../sorting/sortable-list.tsx';
import type { FieldSchemaProps } from './limits-editor.tsx';

/** What can be chosen: a label in each language over a value that answers keep. */
export function OptionsEditor({ field, path, onChange }: FieldSchemaProps) {
  const { t } = useTranslation('flow-editor');
  const { flow, locale, readOnly } = useEditor();
  const problem = useProblemAt(`${path}/options`);
  const options = field.options ?? [];
  const set = (next: readonly Option[], mark?: string) => onChange(withOptions(field, next), mark);
  const ids = stableIds(options.map((option) => `option ${option.value}`));
  const nameOf = (index: number) => {
    const option = options[index];
    return option ? textIn(option.label, locale, flow.default_locale) || option.value : '';
  };
  return (
    <fieldset data-path={`${path}/options`} className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-ink">{t('option.list')}</legend>
      <SortableList ids={ids} nameOf={nameOf} onMove={(from, to) => set(moved(options, from, to))}>
        <ol className="flex flex-col gap-1.5">
          {options.map((option, index) => (
            <OptionRow
              key={index}
              id={ids[index] ?? option.value}
              option={option}
              number={index + 1}
              name={nameOf(index)}
              taken={options.map((other) => other.value)}
              onChange={(next) => set(replaced(options, index, next), `${path}/options/${index}/${locale}`)}
              onRemove={() => set(removed(options, index))}
            />
          ))}
        </ol>
      </SortableList>
      {problem ? <FieldError>{problem}</FieldError> : null}
      {readOnly ? null : (
        <Button
          size="sm"
          icon={<Plus />}
          className="self-start"
          onClick={() => set(inserted(options, options.length, newOption(options)))}
        >
          {t('option.add')}
        </Button>
      )}
    </fieldset>
  );
}

interface OptionRowProps {
  id: string;
  option: Option;
  number: number;
  name: string;
  taken: readonly string[];
  onChange: (option: Option) => void;
  onRemove: () => void;
}

function OptionRow({ id, option, number, name, taken, onChange, onRemove }: OptionRowProps) {
  const { t } = useTranslation('flow-editor');
  const { flow, locale, readOnly } = useEditor();
  const label = option.label[locale] ?? '';
  const relabel = (text: string) => {
    const isOwn = locale === flow.default_locale;
    const value = isOwn ? followingKey(option.value, { before: label, after: text }, taken) : option.value;
    onChange({ value, label: withText(option.label, locale, text) });
  };
  return (
    <SortableItem id={id} disabled={readOnly} className="flex items-center gap-1">
      {(handle) => (
        <>
          <DragHandle handle={handle} label={t('sort.handle', { name })} disabled={readOnly} />
          <Input
            aria-label={t('option.label', { number })}
            lang={locale}
            maxLength={200}
            value={label}
            placeholder={option.label[flow.default_locale] ?? t('option.label_placeholder')}
            onChange={(event) => relabel(event.target.value)}
          />
          <Input
            aria-label={t('option.value', { number })}
            className="w-2/5 font-mono"
            maxLength={200}
            spellCheck={false}
            value={option.value}
            onChange={(event) => onChange({ ...option, value: event.target.value })}
          />
          <IconButton
            label={t('option.remove', { name })}
            icon={<Trash2 />}
            size="sm"
            className="disabled:hidden"
            onClick={onRemove}
          />
        </>
      )}
    </SortableItem>
  );
}
