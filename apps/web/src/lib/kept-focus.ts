/** Parts of a page from which one can go on, by Tab or by reading. */
const PARTS = 'li, tr, section, main';

/** Something that has the focus, and what can have it in its place. */
export interface FocusPlace {
  element: Element;
  /** The parts of the page around it, the nearest first. */
  parts: HTMLElement[];
}

export function focusPlaceOf(element: Element): FocusPlace {
  const parts: HTMLElement[] = [];
  let part = element.closest<HTMLElement>(PARTS);
  while (part) {
    parts.push(part);
    part = part.parentElement?.closest<HTMLElement>(PARTS) ?? null;
  }
  return { element, parts };
}

/**
 * Gives the focus back to a place: to what had it, else to the nearest part around it that is still there. A part and
 * not its next button, so that a key pressed twice does nothing that nobody has looked at.
 */
export function focusAgain({ element, parts }: FocusPlace): void {
  if (element.isConnected) return element instanceof HTMLElement ? element.focus() : undefined;
  const part = parts.find(({ isConnected }) => isConnected);
  if (!part) return;
  if (!part.hasAttribute('tabindex')) {
    part.tabIndex = -1;
    part.addEventListener('blur', () => part.removeAttribute('tabindex'), { once: true });
  }
  part.focus({ preventScroll: true });
}

export function isFocusFree(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/**
 * Keeps whoever goes by keyboard where they are when a button or a form with the focus is replaced by what came of it:
 * the browser would let the focus fall to the page as a whole.
 */
export function keepFocus(): void {
  let last: FocusPlace | null = null;
  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof Element ? focusPlaceOf(target) : null;
  });
  document.addEventListener('focusout', ({ target }) => {
    // Whoever turned away from something that is still there has let it go.
    queueMicrotask(() => {
      if (isFocusFree() && last?.element === target && last?.element.isConnected) last = null;
    });
  });
  new MutationObserver(() => {
    if (last && !last.element.isConnected && isFocusFree()) focusAgain(last);
  }).observe(document.body, { childList: true, subtree: true });
}
