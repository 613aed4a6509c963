/** The look of every text control: 48 px high and 16 px text, so that a thumb finds it and a phone does not zoom in. */
export const CONTROL =
  'block w-full min-w-0 min-h-12 rounded-lg border border-sand-line-control bg-sand-surface px-4 py-2.5 text-lg text-sand-ink ' +
  'transition-colors duration-100 hover:border-sand-ink-muted focus-visible:border-focus focus-visible:outline-2 ' +
  'focus-visible:outline-offset-0 focus-visible:outline-focus aria-invalid:border-bad-solid';
