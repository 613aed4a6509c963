import { type FormField, textIn } from '@stepwell/engine';
import { ArrowDown, ArrowUp, ChevronRight, Ellipsis, Trash2, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isWithin } from '../../definition/places.ts';
import { DropdownMenu, MenuItem, MenuSeparator } from '../../../../../ui/dropdown-menu.tsx';
import { IconButton } from '../../../../../ui/icon-button.tsx';
import { useEditor } from '../editor-context.ts';
import { DragHandle, SortableItem } from '../sorting/sortable-item.tsx';
import { FieldProperties } from './field-properties.tsx';

export interface FieldCardProps {
  id: string;
  field: FormField;
  stepKey: string;
  path: string;
  /** Keys of the form's fields. */
  taken: readonly string[];
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  onChange: (field: FormField, mark?: string) => void;
  onRemove: () => void;
  onMove: (by: number) => void;
}

/** One field of a form, folded to a line until it is worked on. */
export function FieldCard(props: FieldCardProps) {
  const { id, field, path, isOpen, onToggle } = props;
  const { t } = useTranslation('flow-editor');
  const { flow, locale, readOnly, problems } = useEditor();
  const label = textIn(field.label, locale, flow.default_locale);
  const isBroken = problems.some((problem) => isWithin(problem.path, path));
  return (
    <SortableItem id={id} disabled={readOnly} className="relative rounded-lg border bg-surface">
      {(handle) => (
        <>
          <details
            data-path={path}
            open={isOpen}
            onToggle={(event) => onToggle(event.currentTarget.open)}
            className="group/field @container"
          >
            <summary className="flex h-10 cursor-pointer list-none items-center gap-2 rounded-lg pr-10 pl-9 [&::-webkit-details-marker]:hidden">
              <ChevronRight
                aria-hidden="true"
                className="size-3.5 shrink-0 text-ink-faint transition-transform group-open/field:rotate-90"
              />
              <span className={label ? 'truncate text-ink' : 'truncate text-ink-faint'}>
                {label || t('field.unnamed')}
              </span>
              <span className="shrink-0 text-xs text-ink-faint">
                {t(`input_kind.${field.input}`)}
                {field.required ? '' : ` · ${t('field.optional')}`}
              </span>
              {isBroken ? (
                <TriangleAlert aria-label={t('mark.broken')} role="img" className="size-3.5 shrink-0 text-bad-text" />
              ) : null}
            </summary>
            <div className="flex flex-col gap-4 border-t px-3 py-4">
              <FieldProperties {...props} />
            </div>
          </details>
          <DragHandle
            handle={handle}
            label={t('sort.handle', { name: label || field.key })}
            disabled={readOnly}
            className="absolute top-2 left-1.5"
          />
          {readOnly ? null : <FieldMenu {...props} />}
        </>
      )}
    </SortableItem>
  );
}

function FieldMenu({ onMove, onRemove }: FieldCardProps) {
  const { t } = useTranslation('flow-editor');
  return (
    <span className="absolute top-1.5 right-1.5">
      <DropdownMenu trigger={<IconButton label={t('field.menu')} icon={<Ellipsis />} size="sm" />}>
        <MenuItem icon={<ArrowUp />} onSelect={() => onMove(-1)}>
          {t('step.move_up')}
        </MenuItem>
        <MenuItem icon={<ArrowDown />} onSelect={() => onMove(1)}>
          {t('step.move_down')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Trash2 />} danger onSelect={onRemove}>
          {t('field.remove')}
        </MenuItem>
      </DropdownMenu>
    </span>
  );
}
