import type { DraggableAttributes, DraggableSyntheticListeners } from '@dnd-kit/core';
import { useSortable } from '@dnd-kit/sortable';
import { GripVertical } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../../../../../lib/class-names.ts';

export interface Handle {
  attributes: DraggableAttributes;
  listeners: DraggableSyntheticListeners;
  attach: (element: HTMLElement | null) => void;
}

export interface SortableItemProps {
  id: string;
  disabled?: boolean;
  className?: string;
  children: (handle: Handle) => ReactNode;
}

export function SortableItem({ id, disabled, className, children }: SortableItemProps) {
  const sortable = useSortable({ id, disabled, attributes: { roleDescription: '' } });
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = sortable;
  const shift = transform ? `translate3d(0, ${Math.round(transform.y)}px, 0)` : undefined;
  return (
    <li
      ref={setNodeRef}
      style={{ transform: shift, transition }}
      className={cn(isDragging && 'relative z-10 rounded-lg bg-surface shadow-overlay', className)}
    >
      {children({ attributes, listeners, attach: setActivatorNodeRef })}
    </li>
  );
}

export interface DragHandleProps extends Omit<ComponentProps<'button'>, 'children'> {
  handle: Handle;
  label: string;
}

export function DragHandle({ handle, label, className, ...rest }: DragHandleProps) {
  // The description stays: it says which keys move the item.
  const { attributes, listeners, attach } = handle;
  const { 'aria-describedby': describedBy } = attributes;
  return (
    <button
      type="button"
      ref={attach}
      aria-label={label}
      aria-describedby={describedBy}
      {...listeners}
      {...rest}
      className={cn(
        'grid size-6 shrink-0 cursor-grab touch-none place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink active:cursor-grabbing disabled:hidden',
        className,
      )}
    >
      <GripVertical aria-hidden="true" className="size-3.5" />
    </button>
  );
}
