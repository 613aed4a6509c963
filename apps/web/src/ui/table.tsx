import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import { Link, type To } from 'react-router';
import { cn } from '../lib/class-names.ts';

export interface TableProps {
  /** Caption for screen readers. */
  label: string;
  /** Dims the rows while newer ones are on their way. */
  stale?: boolean;
  className?: string;
  children: ReactNode;
}

/**
 * A dense table with a sticky head. ↑ ↓ (and j k) move between the rows' links (`RowLink`), Home and End to the first
 * and the last; Enter opens, as on any link.
 */
export function Table({ label, stale, className, children }: TableProps) {
  const frame = useRef<HTMLDivElement>(null);
  const scrolls = useScrolls(frame);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only moves the focus between links that work without it
    <div
      ref={frame}
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={scrolls ? 0 : undefined}
      onKeyDown={(event) => moveBetweenRows(event, frame.current)}
      className={cn('relative overflow-x-auto rounded-lg border bg-surface', className)}
    >
      <table aria-label={label} aria-busy={stale} className="w-full border-separate border-spacing-0 text-left">
        {children}
      </table>
    </div>
  );
}

function useScrolls(frame: RefObject<HTMLDivElement | null>): boolean {
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setScrolls(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight),
    );
    for (const watched of [element, ...element.children]) observer.observe(watched);
    return () => observer.disconnect();
  }, [frame]);
  return scrolls;
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="sticky top-0 z-10">
      <tr>{children}</tr>
    </thead>
  );
}

export interface HeaderCellProps extends ComponentProps<'th'> {
  /** Right-aligned, for figures. */
  figures?: boolean;
  sorted?: 'ascending' | 'descending' | 'none';
  onSort?: () => void;
}

const SORT_ICONS = { ascending: ArrowUp, descending: ArrowDown, none: ChevronsUpDown };

export function HeaderCell({ figures, sorted, onSort, className, children, ...rest }: HeaderCellProps) {
  const Icon = SORT_ICONS[sorted ?? 'none'];
  const style = cn(
    'h-8 border-b bg-sunken px-3 text-xs font-medium whitespace-nowrap text-ink-muted',
    figures && 'text-right',
    className,
  );
  return (
    <th scope="col" aria-sort={sorted} className={style} {...rest}>
      {onSort ? (
        <button type="button" onClick={onSort} className="inline-flex items-center gap-1 rounded-sm hover:text-ink">
          {children}
          <Icon aria-hidden="true" className="size-3" />
        </button>
      ) : (
        children
      )}
    </th>
  );
}

export function TableBody({ className, ...rest }: ComponentProps<'tbody'>) {
  return <tbody className={cn('[&>tr:last-child>td]:border-b-0', className)} {...rest} />;
}

export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  const style = 'relative hover:bg-hover has-[a[data-row-link]:focus-visible]:bg-selected';
  return <tr className={cn(style, className)} {...rest} />;
}

export function Cell({ figures, className, ...rest }: ComponentProps<'td'> & { figures?: boolean }) {
  return <td className={cn('h-10 border-b px-3 whitespace-nowrap', figures && 'text-right', className)} {...rest} />;
}

/** The row's link: a press anywhere on the row opens it. Other controls in the row need `relative z-1`. */
export function RowLink({ to, className, children }: { to: To; className?: string; children: ReactNode }) {
  return (
    <Link
      to={to}
      data-row-link
      className={cn(
        'font-medium text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus',
        className,
      )}
    >
      {children}
    </Link>
  );
}

const MOVES: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  j: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  k: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

function moveBetweenRows(event: KeyboardEvent, frame: HTMLElement | null) {
  const move = MOVES[event.key];
  if (!move || !frame || event.metaKey || event.ctrlKey || event.altKey) return;
  const links = [...frame.querySelectorAll<HTMLElement>('a[data-row-link]')];
  const at = links.findIndex((link) => link === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  links[move(at, links.length - 1)]?.focus();
}
