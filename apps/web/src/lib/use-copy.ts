import { useCallback, useEffect, useRef, useState } from 'react';

const CONFIRMATION_MS = 1_600;

/** Copies text; `outcome` says for a moment how it went. */
export function useCopy() {
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'failed'>('idle');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = useCallback(async (text: string) => {
    clearTimeout(timer.current);
    // Outside a secure context there is no clipboard: the text stays selectable by hand.
    const done = await (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))).then(
      () => true,
      () => false,
    );
    setOutcome(done ? 'copied' : 'failed');
    timer.current = setTimeout(() => setOutcome('idle'), CONFIRMATION_MS);
  }, []);
  return { copy, outcome };
}
