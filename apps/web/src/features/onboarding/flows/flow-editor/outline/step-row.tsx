import { type StepDefinition, textIn } from '@stepwell/engine';
import { GitBranch, Languages, UserCheck } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../../../lib/class-names.ts';
import type { StepMark } from '../../definition/published-changes.ts';
import { textsOfStep, untranslatedIn } from '../../definition/texts.ts';
import { Tooltip } from '../../../../../ui/tooltip.tsx';
import { useEditor } from '../editor-context.ts';
import { KIND_ICONS } from '../../kind-look.ts';
import { DragHandle, SortableItem } from '../sorting/sortable-item.tsx';
import { OutlineItem } from './outline-item.tsx';

export interface StepRowProps {
  id: string;
  step: StepDefinition;
  index: number;
  isChosen: boolean;
  isTabStop: boolean;
  onChoose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export function StepRow({ id, step, index, isChosen, isTabStop, onChoose, onKeyDown }: StepRowProps) {
  const { t } = useTranslation('flow-editor');
  const { flow, locale, problems, readOnly } = useEditor();
  const Icon = KIND_ICONS[step.kind];
  const title = textIn(step.title, locale, flow.default_locale);
  const tabIndex = isTabStop ? 0 : -1;
  return (
    <SortableItem id={id} disabled={readOnly} className="group/row relative">
      {(handle) => (
        <>
          <OutlineItem
            data-step
            icon={<Icon aria-label={t(`kind.${step.kind}.name`)} role="img" />}
            label={title || step.key}
            isChosen={isChosen}
            problemCount={problems.filter(({ path }) => path.startsWith(`steps/${index}/`)).length}
            onChoose={onChoose}
            onKeyDown={onKeyDown}
            tabIndex={tabIndex}
            marks={<StepSigns step={step} />}
            className="pl-7"
          />
          <DragHandle
            handle={handle}
            label={t('sort.handle', { name: title || step.key })}
            tabIndex={tabIndex}
            disabled={readOnly}
            className="absolute top-1.5 left-0.5 opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
          />
        </>
      )}
    </SortableItem>
  );
}

const MARK_LOOKS: Record<StepMark, string> = {
  new: 'bg-good-solid',
  changed: 'bg-info-solid',
  incompatible: 'bg-warn-solid',
};

/** What sets a step apart, each sign with its words. */
function StepSigns({ step }: { step: StepDefinition }) {
  const { t } = useTranslation('flow-editor');
  const { flow, marks } = useEditor();
  const mark = marks.get(step.key);
  const isUntranslated = textsOfStep(step).some((text) => untranslatedIn(text, flow.locales).length > 0);
  const signs = [
    { shown: step.visible_if !== undefined, Icon: GitBranch, text: t('sign.conditional') },
    { shown: step.review === true, Icon: UserCheck, text: t('sign.review') },
    { shown: isUntranslated, Icon: Languages, text: t('sign.untranslated') },
  ];
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-ink-faint">
      {signs.map(({ shown, Icon, text }) =>
        shown ? (
          <Tooltip key={text} text={text}>
            <Icon aria-label={text} role="img" className="size-3.5" />
          </Tooltip>
        ) : null,
      )}
      {mark ? (
        <Tooltip text={t(`mark.${mark}`)}>
          <span role="img" aria-label={t(`mark.${mark}`)} className={cn('size-1.5 rounded-full', MARK_LOOKS[mark])} />
        </Tooltip>
      ) : null}
    </span>
  );
}
