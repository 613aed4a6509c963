import { useTypedText } from '../../../lib/use-typed-text.ts';
import { Input } from '../../../ui/input.tsx';

export interface MarketInputProps {
  /** Where a label stands outside. */
  id?: string;
  /** The name where no label stands outside; written in the empty field in any case. */
  label: string;
  value: string | undefined;
  /** Told a whole code, or undefined when the field is emptied. */
  onChange: (market: string | undefined) => void;
  className?: string;
}

/** Two letters, ISO 3166-1; tells nothing while there is only one. */
export function MarketInput({ id, label, value, onChange, className }: MarketInputProps) {
  const [text, setText] = useTypedText(value ?? '');
  const change = (typed: string) => {
    const letters = typed
      .replace(/[^a-z]/gi, '')
      .slice(0, 2)
      .toUpperCase();
    setText(letters);
    if (letters.length !== 1) onChange(letters || undefined);
  };
  return (
    <Input
      id={id}
      aria-label={id ? undefined : label}
      placeholder={label}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => change(event.target.value)}
      className={className}
    />
  );
}
