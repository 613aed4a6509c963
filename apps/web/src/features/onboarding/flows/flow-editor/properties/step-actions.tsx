import { ArrowDown, ArrowUp, Copy, Ellipsis, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { stepIds } from '../../definition/places.ts';
import { duplicateStep, moveStep } from '../../definition/steps.ts';
import { Badge } from '../../../../../ui/badge.tsx';
import { DropdownMenu, MenuItem, MenuSeparator } from '../../../../../ui/dropdown-menu.tsx';
import { IconButton } from '../../../../../ui/icon-button.tsx';
import { useEditor } from '../editor-context.ts';
import { KIND_ICONS } from '../../kind-look.ts';
import { useStepRemoval } from '../outline/step-removal.tsx';

/** Which step it is, how it stands to what is published, and what can be done with it as a whole. */
export function StepActions({ index }: { index: number }) {
  const { t } = useTranslation('flow-editor');
  const { flow, marks, readOnly } = useEditor();
  const step = flow.steps[index];
  if (!step) return null;
  const Icon = KIND_ICONS[step.kind];
  const mark = marks.get(step.key);
  return (
    <div className="flex min-h-8 items-center gap-2 pb-1">
      <span className="inline-flex items-center gap-1.5 text-xs text-ink-muted">
        <Icon aria-hidden="true" className="size-4" />
        {t('step.number', { number: index + 1, total: flow.steps.length })} · {t(`kind.${step.kind}.name`)}
      </span>
      {mark ? (
        <Badge tone={mark === 'incompatible' ? 'warn' : 'info'} className="max-sm:hidden">
          {t(`mark.${mark}`)}
        </Badge>
      ) : null}
      {readOnly ? null : <StepMenu index={index} />}
    </div>
  );
}

function StepMenu({ index }: { index: number }) {
  const { t } = useTranslation('flow-editor');
  const { flow, edit, select } = useEditor();
  const askToRemove = useStepRemoval();
  const duplicate = () => {
    const id = stepIds(duplicateStep(flow, index))[index + 1];
    edit((known) => duplicateStep(known, index));
    if (id !== undefined) select({ part: 'step', id });
  };
  return (
    <span className="ml-auto">
      <DropdownMenu trigger={<IconButton label={t('step.menu')} icon={<Ellipsis />} size="sm" />}>
        <MenuItem
          icon={<ArrowUp />}
          disabled={index === 0}
          onSelect={() => edit((known) => moveStep(known, index, index - 1))}
        >
          {t('step.move_up')}
        </MenuItem>
        <MenuItem
          icon={<ArrowDown />}
          disabled={index === flow.steps.length - 1}
          onSelect={() => edit((known) => moveStep(known, index, index + 1))}
        >
          {t('step.move_down')}
        </MenuItem>
        <MenuItem icon={<Copy />} onSelect={duplicate}>
          {t('step.duplicate')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Trash2 />} danger onSelect={() => askToRemove(index)}>
          {t('step.remove')}
        </MenuItem>
      </DropdownMenu>
    </span>
  );
}
