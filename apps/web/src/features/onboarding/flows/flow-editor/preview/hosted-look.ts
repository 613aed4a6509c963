/** The looks of the hosted pages' controls, in the sizes a phone shows. */
export const CONTROL =
  'block w-full min-w-0 min-h-12 rounded-lg border border-sand-line-control bg-sand-surface px-4 py-2.5 text-lg text-sand-ink aria-invalid:border-bad-solid';

export const MAIN_BUTTON =
  'inline-flex min-h-12 flex-[2_1_9rem] items-center justify-center gap-2 rounded-lg border border-accent-line bg-accent px-5 py-2 text-center text-lg leading-snug font-medium text-on-accent hover:bg-accent-hover';

export const QUIET_BUTTON =
  'inline-flex min-h-12 items-center justify-center rounded-lg border border-transparent px-3 py-2 text-lg leading-snug font-medium text-sand-ink-muted hover:bg-sand-deep hover:text-sand-ink';

export const CHOICE =
  'flex min-h-12 items-start gap-3 rounded-lg border border-sand-line-control bg-sand-surface px-4 py-3 text-lg has-checked:border-accent-text has-checked:bg-accent-soft';
