import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldControl } from '../../../../../ui/field.tsx';

export interface TokenInputProps {
  control: Partial<FieldControl> & { 'aria-label'?: string };
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
  placeholder?: string;
  /** Offered while typing. */
  suggestions?: readonly string[];
  /** What is typed as it is kept; an empty text is not kept. */
  clean?: (text: string) => string;
  maxLength?: number;
}

/** A list of free words: Enter or a comma takes one in, Backspace takes the last out. */
export function TokenInput(props: TokenInputProps) {
  const { control, values, onChange, placeholder, suggestions = [], clean = (text) => text.trim(), maxLength } = props;
  const { t } = useTranslation('flow-editor');
  const [text, setText] = useState('');
  const listId = useId();
  const take = (typed: string) => {
    const token = clean(typed);
    setText('');
    if (token && !values.includes(token)) onChange([...values, token]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      take(text);
    } else if (event.key === 'Backspace' && text === '') onChange(values.slice(0, -1));
  };
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-1 rounded-lg border border-line-control bg-surface p-1 has-[input:focus-visible]:border-focus has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-focus has-[input[aria-invalid]]:border-bad-solid">
      {values.map((value) => (
        <span
          key={value}
          className="inline-flex h-6 max-w-full items-center gap-0.5 rounded-md bg-neutral-soft pl-2 text-xs font-medium text-neutral-text"
        >
          <span className="truncate">{value}</span>
          <button
            type="button"
            aria-label={t('input.remove', { name: value })}
            onClick={() => onChange(values.filter((other) => other !== value))}
            className="grid size-6 shrink-0 place-items-center rounded-md hover:bg-hover disabled:hidden"
          >
            <X aria-hidden="true" className="size-3" />
          </button>
        </span>
      ))}
      <input
        {...control}
        list={suggestions.length > 0 ? listId : undefined}
        value={text}
        maxLength={maxLength}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => take(text)}
        className="h-6 min-w-24 flex-1 bg-transparent px-1.5 text-ink outline-none disabled:hidden"
      />
      <datalist id={listId}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
    </div>
  );
}
