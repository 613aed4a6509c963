import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldControl } from './field.tsx';

export interface ChipInputProps {
  control: Partial<FieldControl> & { 'aria-label'?: string };
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** What is typed as it is kept; null for what cannot be. Every word is kept as it is where absent. */
  read?: (text: string) => string | null;
  /** Told what was typed and could not be read, or null when it was. */
  onUnreadable?: (text: string | null) => void;
  labelOf?: (value: string) => string;
  suggestions?: readonly string[];
  placeholder?: string;
  /** As many as there may be. */
  most?: number;
  maxLength?: number;
}

/** A list of words: Enter or a comma takes one in, Backspace takes the last out. */
export function ChipInput(props: ChipInputProps) {
  const { control, values, onChange, read = asIs, onUnreadable, labelOf = asIs } = props;
  const { suggestions = [], placeholder, most = Infinity, maxLength } = props;
  const [text, setText] = useState('');
  const listId = useId();
  const take = (typed: string) => {
    if (typed.trim() === '') return setText('');
    const value = read(typed.trim());
    onUnreadable?.(value === null ? typed.trim() : null);
    setText(value === null ? typed : '');
    if (value !== null && !values.includes(value)) onChange([...values, value].slice(0, most));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      take(text);
    } else if (event.key === 'Backspace' && text === '' && values.length > 0) onChange(values.slice(0, -1));
  };
  const onType = (typed: string) => {
    // A suggestion that was chosen arrives whole; it needs no Enter.
    if (suggestions.includes(typed)) return take(typed);
    onUnreadable?.(null);
    setText(typed);
  };
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-1 rounded-lg border border-line-control bg-surface p-1 has-[input:focus-visible]:border-focus has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-focus has-[input[aria-invalid]]:border-bad-solid has-disabled:bg-sunken">
      {values.map((value) => (
        <Chip key={value} label={labelOf(value)} onRemove={() => onChange(values.filter((other) => other !== value))} />
      ))}
      <input
        {...control}
        list={suggestions.length > 0 ? listId : undefined}
        value={text}
        maxLength={maxLength}
        placeholder={values.length === 0 ? placeholder : undefined}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => take(text)}
        className={`h-6 min-w-24 flex-1 bg-transparent px-1.5 text-ink outline-none ${values.length > 0 ? 'disabled:hidden' : ''}`}
      />
      {suggestions.length > 0 ? (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      ) : null}
    </div>
  );
}

const asIs = (text: string) => text;

function Chip({ label, onRemove }: { label: string; onRemove: () => void }) {
  const { t } = useTranslation('ui');
  return (
    <span className="inline-flex h-6 max-w-full items-center gap-0.5 rounded-md bg-neutral-soft pl-2 text-xs font-medium text-neutral-text has-disabled:pr-2">
      <span className="truncate">{label}</span>
      <button
        type="button"
        aria-label={t('remove_item', { name: label })}
        onClick={onRemove}
        className="grid size-6 shrink-0 place-items-center rounded-md hover:bg-hover disabled:hidden"
      >
        <X aria-hidden="true" className="size-3" />
      </button>
    </span>
  );
}
