import { type RefObject, useCallback, useEffect, useState } from 'react';

/**
 * Puts the focus on the control that edits a path, once it is drawn: the one marked with the longest `data-path` that
 * the path begins with. Whatever is folded around it is opened.
 */
export function useFocusAtPath(ground: RefObject<HTMLElement | null>) {
  const [wanted, setWanted] = useState<{ path: string } | null>(null);
  useEffect(() => {
    if (!wanted) return;
    // The place may be drawn only after the address has changed.
    const timer = setTimeout(() => {
      const mark = markFor(ground.current, wanted.path);
      if (mark) focusIn(mark);
      setWanted(null);
    }, 30);
    return () => clearTimeout(timer);
  }, [wanted, ground]);
  return useCallback((path: string) => setWanted({ path }), []);
}

function markFor(ground: HTMLElement | null, path: string): HTMLElement | null {
  const parts = path.split('/');
  for (let length = parts.length; length > 0; length -= 1) {
    const mark = ground?.querySelector<HTMLElement>(`[data-path="${CSS.escape(parts.slice(0, length).join('/'))}"]`);
    if (mark) return mark;
  }
  return null;
}

function focusIn(mark: HTMLElement) {
  for (let fold = mark.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
    fold.open = true;
  const control = mark.querySelector<HTMLElement>('input, textarea, select, button');
  (control ?? mark).focus({ preventScroll: true });
  mark.scrollIntoView({ block: 'center' });
}
