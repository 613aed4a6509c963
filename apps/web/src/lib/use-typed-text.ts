import { useState } from 'react';

/** Text that is being typed; follows `value` whenever that is changed from elsewhere. */
export function useTypedText(value: string): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    setText(value);
  }
  return [text, setText];
}
