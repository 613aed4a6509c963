import { cva } from 'class-variance-authority';

/** The look that every text control shares. */
export const controlStyle = cva(
  [
    'w-full min-w-0 rounded-lg border border-line-control bg-surface text-ink transition-colors duration-100',
    'hover:border-ink-faint focus-visible:border-focus focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-focus',
    'aria-invalid:border-bad-solid disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-muted',
    '[&:is(input,textarea):read-only]:bg-sunken',
  ],
  {
    variants: {
      size: { md: 'h-8 px-2.5 text-sm', lg: 'h-10 px-3 text-base', xl: 'h-12 px-3.5 text-lg' },
    },
    defaultVariants: { size: 'md' },
  },
);

/** `xl` is the hosted flow's: 16 px text, so that a phone does not zoom in. */
export type ControlSize = 'md' | 'lg' | 'xl';
