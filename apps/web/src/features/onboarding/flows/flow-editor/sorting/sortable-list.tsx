import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  type Modifier,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface SortableListProps {
  /** Names of the items in order, each once; see `stableIds`. */
  ids: readonly string[];
  /** What an item is called when its moves are read out. */
  nameOf: (index: number) => string;
  onMove: (from: number, to: number) => void;
  children: ReactNode;
}

/** Far enough that a press on the handle is not taken for a drag. */
const DRAG_DISTANCE_PX = 4;
const upAndDownOnly: Modifier = ({ transform }) => ({ ...transform, x: 0 });

/** A list whose items are dragged by their handles, or moved with the arrow keys once the handle is pressed with Space. */
export function SortableList({ ids, nameOf, onMove, children }: SortableListProps) {
  const { t } = useTranslation('flow-editor');
  const announcements = useAnnouncements(ids, nameOf);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_DISTANCE_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const drop = ({ active, over }: DragEndEvent) => {
    if (over) onMove(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[upAndDownOnly]}
      onDragEnd={drop}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t('sort.instructions') } }}
    >
      <SortableContext items={[...ids]} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
}

function useAnnouncements(ids: readonly string[], nameOf: (index: number) => string): Announcements {
  const { t } = useTranslation('flow-editor');
  const placeOf = (id: UniqueIdentifier) => ids.indexOf(String(id));
  const say = (text: 'lifted' | 'over' | 'dropped' | 'left', active: UniqueIdentifier, at: UniqueIdentifier) =>
    t(`sort.${text}`, { name: nameOf(placeOf(active)), number: placeOf(at) + 1, total: ids.length });
  return {
    onDragStart: ({ active }) => say('lifted', active.id, active.id),
    onDragOver: ({ active, over }) => (over ? say('over', active.id, over.id) : undefined),
    onDragEnd: ({ active, over }) => (over ? say('dropped', active.id, over.id) : say('left', active.id, active.id)),
    onDragCancel: ({ active }) => say('left', active.id, active.id),
  };
}
