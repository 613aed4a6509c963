import { Search, X } from 'lucide-react';
import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../lib/class-names.ts';
import { Input } from './input.tsx';

export interface SearchInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'size' | 'type'> {
  /** Name for screen readers. */
  label: string;
  value: string;
  /** Called once typing pauses. */
  onSearch: (text: string) => void;
  pauseMs?: number;
}

export function SearchInput({ label, value, onSearch, pauseMs = 250, className, ...rest }: SearchInputProps) {
  const { t } = useTranslation('ui');
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = usePausedText(value, onSearch, pauseMs);
  return (
    <search className={cn('relative block', className)}>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-4 text-ink-faint"
      />
      <Input
        ref={field}
        type="text"
        role="searchbox"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="pr-8 pl-8.5"
        {...rest}
      />
      {text ? (
        <button
          type="button"
          aria-label={t('search.clear')}
          onClick={() => {
            setText('');
            field.current?.focus();
          }}
          className="absolute inset-y-0 right-1 my-auto grid size-6 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
        >
          <X className="size-3.5" />
        </button>
      ) : null}
    </search>
  );
}

function usePausedText(value: string, onSearch: (text: string) => void, pauseMs: number) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      onSearch(text);
    }, pauseMs);
    // Whoever follows a link is on their way: a list that narrows now would call them back.
    const follow = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest('a[href]')) clearTimeout(timer);
    };
    document.addEventListener('click', follow, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('click', follow, true);
    };
  }, [text, onSearch, pauseMs]);
  return [text, setText] as const;
}
