import { type ReactNode, type RefObject, useId } from 'react';
import { useSay } from '../page-context.ts';
import { Icon } from './icon.tsx';

export interface SheetProps {
  dialog: RefObject<HTMLDialogElement | null>;
  title: string;
  children: ReactNode;
}

/**
 * A panel over the page: at the top edge on phones, in the middle where there is room. The browser's own dialog keeps
 * the focus in, closes on Escape and gives the focus back.
 */
export function Sheet({ dialog, title, children }: SheetProps) {
  const say = useSay();
  const titleId = useId();
  const close = () => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className="sheet-in m-0 max-h-[min(92dvh,46rem)] w-full max-w-none overflow-y-auto border-b bg-sand-surface p-0 text-sand-ink sm:m-auto sm:max-w-lg sm:rounded-xl sm:border"
      // A press on the veil closes too, where the browser knows how.
      closedby="any"
    >
      <div className="sticky top-0 z-10 flex items-center justify-between gap-3 border-b bg-sand-surface py-2 pr-2 pl-5">
        <h2 id={titleId} className="text-xl font-semibold">
          {title}
        </h2>
        <button
          type="button"
          aria-label={say('close')}
          className="grid size-11 place-items-center rounded-lg text-sand-ink-muted hover:bg-sand-deep hover:text-sand-ink"
          onClick={close}
        >
          <Icon name="close" className="size-5" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
