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
 * not its next button, so that a key pressed twice does nothing that nobody has looked at. Returns what has it now.
 */
export function focusAgain({ element, parts }: FocusPlace): Element | undefined {
  const target = isGone(element) ? parts.find(({ isConnected }) => isConnected) : element;
  if (!(target instanceof HTMLElement)) return undefined;
  if (target !== element && !target.hasAttribute('tabindex')) {
    target.tabIndex = -1;
    target.addEventListener('blur', () => target.removeAttribute('tabindex'), { once: true });
  }
  target.focus({ preventScroll: target !== element });
  return target;
}

export function isFocusFree(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/**
 * Keeps whoever goes by keyboard where they are when what has the focus is replaced by what came of it, or can't be
 * used for a while: the browser would let the focus fall to the page as a whole.
 */
export function keepFocus(): void {
  let last: FocusPlace | null = null;
  let standIn: { part: Element | undefined; place: FocusPlace } | null = null;
  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof Element ? focusPlaceOf(target) : null;
  });
  document.addEventListener('focusout', ({ target }) => {
    // Whoever turned away from something that can still be used has let it go.
    queueMicrotask(() => {
      if (isFocusFree() && last?.element === target && !isGone(last?.element)) last = null;
    });
  });
  new MutationObserver(() => {
    if (standIn && standIn.part === document.activeElement && !isGone(standIn.place.element)) {
      focusAgain(standIn.place);
      standIn = null;
    } else if (last && isGone(last.element) && (isFocusFree() || last.element === document.activeElement)) {
      standIn = { place: last, part: focusAgain(last) };
    }
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
}

function isGone(element: Element | undefined): boolean {
  return element === undefined || !element.isConnected || element.matches(':disabled');
}
