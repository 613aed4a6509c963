import { useLayoutEffect, useRef } from 'react';

/**
 * Gives the focus back to where it was before a dialog opened, unless something else has it by then. Radix does so
 * only for dialogs that hold their own trigger. Returns the handler for `onCloseAutoFocus`.
 */
export function useFocusReturn(open: boolean): (event: Event) => void {
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    // The content is not there yet: its portal waits for one more pass.
    if (open) before.current = document.activeElement;
  }, [open]);
  return (event) => {
    event.preventDefault();
    const isFree = document.activeElement === null || document.activeElement === document.body;
    if (isFree && before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
  };
}
