import { textIn } from '@stepwell/engine';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { stepIds } from '../../definition/places.ts';
import { moveStep } from '../../definition/steps.ts';
import { Kbd } from '../../../../../ui/kbd.tsx';
import { useEditor } from '../editor-context.ts';
import { SortableList } from '../sorting/sortable-list.tsx';
import { StepRow } from './step-row.tsx';
import { useStepRemoval } from './step-removal.tsx';

/** The steps in their order: chosen with ↑ ↓, moved by dragging or with Alt. */
export function StepList() {
  const { flow, edit, place, select, readOnly, locale } = useEditor();
  const list = useRef<HTMLOListElement>(null);
  const ids = stepIds(flow);
  const chosen = place.part === 'step' ? ids.indexOf(place.id) : -1;
  const onKeyDown = useStepKeys(ids, list);
  return (
    <>
      <SortableList
        ids={ids}
        nameOf={(index) => {
          const step = flow.steps[index];
          return step ? textIn(step.title, locale, flow.default_locale) || step.key : '';
        }}
        onMove={(from, to) => edit((known) => moveStep(known, from, to))}
      >
        <ol ref={list} className="flex flex-col gap-px">
          {flow.steps.map((step, index) => (
            <StepRow
              key={ids[index]}
              id={ids[index] ?? step.key}
              step={step}
              index={index}
              isChosen={index === chosen}
              // One of the rows is reached by Tab, the others with the arrow keys.
              isTabStop={index === Math.max(chosen, 0)}
              onChoose={() => select({ part: 'step', id: ids[index] ?? step.key })}
              onKeyDown={(event) => onKeyDown(event, index)}
            />
          ))}
        </ol>
      </SortableList>
      {readOnly ? null : <KeyHints />}
    </>
  );
}

function useStepKeys(ids: readonly string[], list: { current: HTMLElement | null }) {
  const { flow, edit, select, readOnly } = useEditor();
  const askToRemove = useStepRemoval();
  const focus = (index: number) => {
    // After the row has been drawn in its new place.
    setTimeout(() => list.current?.querySelectorAll<HTMLElement>('[data-step]')[index]?.focus(), 0);
  };
  const goBy = (index: number, by: number) => {
    const id = ids[index + by];
    if (id === undefined) return;
    select({ part: 'step', id });
    focus(index + by);
  };
  const moveBy = (index: number, by: number) => {
    if (readOnly || ids[index + by] === undefined) return;
    const id = stepIds(moveStep(flow, index, index + by))[index + by];
    edit((known) => moveStep(known, index, index + by));
    if (id !== undefined) select({ part: 'step', id });
    focus(index + by);
  };
  return (event: KeyboardEvent, index: number) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    const isRemoval = event.key === 'Delete' || event.key === 'Backspace';
    if (by === 0 && !isRemoval) return;
    event.preventDefault();
    if (isRemoval && !readOnly) askToRemove(index);
    else if (event.altKey) moveBy(index, by);
    else goBy(index, by);
  };
}

function KeyHints() {
  const { t } = useTranslation('flow-editor');
  const hints = [
    { keys: ['ArrowUp', 'ArrowDown'], text: t('hint.select') },
    { keys: ['Alt', 'ArrowUp', 'ArrowDown'], text: t('hint.move') },
    { keys: ['N'], text: t('hint.new') },
    { keys: ['Del'], text: t('hint.remove') },
  ];
  return (
    <div className="mt-2 flex flex-col gap-1.5 px-2 text-xs text-ink-muted max-wide:hidden">
      <p>{t('hint.drag')}</p>
      <ul className="flex flex-wrap gap-x-3 gap-y-1">
        {hints.map(({ keys, text }) => (
          <li key={text} className="inline-flex items-center gap-1">
            <Kbd keys={keys.join(' ')} />
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
