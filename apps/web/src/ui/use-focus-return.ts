import { useLayoutEffect, useRef } from 'react';
import { focusAgain, type FocusPlace, focusPlaceOf, isFocusFree } from '../lib/kept-focus.ts';

/**
 * Gives the focus back to where it was before a dialog opened, unless something else has it by then. Radix does so
 * only for dialogs that hold their own trigger. Returns the handler for `onCloseAutoFocus`.
 */
export function useFocusReturn(open: boolean): (event: Event) => void {
  const before = useRef<FocusPlace | null>(null);
  useLayoutEffect(() => {
    // The content is not there yet: its portal waits for one more pass.
    if (open) before.current = document.activeElement && focusPlaceOf(document.activeElement);
  }, [open]);
  return (event) => {
    event.preventDefault();
    if (before.current && isFocusFree()) focusAgain(before.current);
  };
}
