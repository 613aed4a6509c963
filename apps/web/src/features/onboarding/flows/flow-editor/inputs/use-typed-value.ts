import { useState } from 'react';

export type Read<Value> = { value: Value } | { error: string };

export interface TypedValueOptions<Value> {
  value: Value;
  write: (value: Value) => string;
  read: (text: string) => Read<Value>;
  onChange: (value: Value) => void;
  /** `leave` waits for Enter or for the focus to go, where half a value must not count. */
  commit?: 'type' | 'leave';
}

/**
 * Text that stands for a value. The value only ever becomes one that can be read; text that cannot stays as it was typed
 * beside what is wrong with it, until it is mended or left.
 */
export function useTypedValue<Value>({ value, write, read, onChange, commit = 'type' }: TypedValueOptions<Value>) {
  const [typed, setTyped] = useState<{ text: string; over: string } | null>(null);
  const written = write(value);
  // What changed elsewhere meanwhile, e.g. by undo, wins over what was typed before.
  const text = typed && typed.over === written ? typed.text : written;
  const current = read(text);
  const take = (next: string, isDone: boolean) => {
    const found = read(next);
    const counts = 'value' in found && (isDone || commit === 'type');
    if (counts) {
      onChange(found.value);
      setTyped(isDone ? null : { text: next, over: write(found.value) });
    } else setTyped({ text: next, over: written });
  };
  return {
    text,
    error: 'error' in current && typed ? current.error : undefined,
    onType: (next: string) => take(next, false),
    onLeave: () => {
      if (typed) take(text, true);
    },
  };
}
