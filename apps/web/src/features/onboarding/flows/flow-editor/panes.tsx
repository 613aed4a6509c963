import { lazy, type ReactNode, Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../../lib/class-names.ts';
import { Skeleton } from '../../../../ui/skeleton.tsx';
import { type Place, stepIds } from '../definition/places.ts';
import { EditorContext, useEditor } from './editor-context.ts';
import { Outline } from './outline/outline.tsx';
import type { Pane } from './pane-switch.tsx';
import { ProblemsBar } from './problems-bar.tsx';
import { FlowProperties } from './properties/flow-properties.tsx';
import { GateProperties } from './properties/gate-properties.tsx';
import { StepProperties } from './properties/step-properties.tsx';

const PreviewPane = lazy(() => import('./preview/preview-pane.tsx').then((file) => ({ default: file.PreviewPane })));

export interface PanesProps {
  pane: Pane;
  onPane: (pane: Pane) => void;
  onNewStep: () => void;
}

/** Three panes side by side, two up to 1279 px, one up to 768 px. */
export function Panes({ pane, onPane, onNewStep }: PanesProps) {
  return (
    <>
      <div className="grid items-start gap-4 wide:grid-cols-[13.5rem_minmax(0,1fr)] xl:grid-cols-[14.5rem_minmax(0,1fr)_20.5rem]">
        <div
          className={cn(
            'wide:sticky wide:top-[calc(4rem+var(--above))] wide:max-h-[calc(100dvh-7.5rem)] wide:overflow-y-auto',
            pane !== 'outline' && 'max-wide:hidden',
          )}
        >
          <ChoosingLeadsOn isOutline={pane === 'outline'} onChosen={() => onPane('properties')}>
            <Outline onNewStep={onNewStep} />
          </ChoosingLeadsOn>
        </div>
        <div
          className={cn(
            '@container min-w-0 rounded-lg border bg-surface px-4 pt-3 pb-1',
            pane === 'outline' && 'max-wide:hidden',
            pane === 'preview' && 'max-xl:hidden',
          )}
        >
          <Properties />
        </div>
        <div className={cn('xl:sticky xl:top-[calc(4rem+var(--above))]', pane !== 'preview' && 'max-xl:hidden')}>
          <Suspense fallback={<Skeleton className="h-[36rem]" />}>
            <PreviewPane />
          </Suspense>
        </div>
      </div>
      <ProblemsBar onGo={() => onPane('properties')} />
    </>
  );
}

interface ChoosingLeadsOnProps {
  isOutline: boolean;
  onChosen: () => void;
  children: ReactNode;
}

/** Where one pane shows at a time, choosing in the outline opens what was chosen. */
function ChoosingLeadsOn({ isOutline, onChosen, children }: ChoosingLeadsOnProps) {
  const editor = useEditor();
  const { select } = editor;
  const choose = useCallback(
    (place: Place) => {
      select(place);
      if (isOutline) onChosen();
    },
    [select, isOutline, onChosen],
  );
  return <EditorContext value={{ ...editor, select: choose }}>{children}</EditorContext>;
}

function Properties() {
  const { t } = useTranslation('flow-editor');
  const { flow, place, readOnly } = useEditor();
  const index = place.part === 'step' ? stepIds(flow).indexOf(place.id) : -1;
  return (
    <>
      <h2 className="sr-only">{t('pane.properties')}</h2>
      <fieldset disabled={readOnly} className="contents">
        {place.part === 'flow' ? <FlowProperties /> : null}
        {place.part === 'gate' ? <GateProperties key={place.index} index={place.index} /> : null}
        {index >= 0 ? <StepProperties key={index} index={index} /> : null}
      </fieldset>
    </>
  );
}
