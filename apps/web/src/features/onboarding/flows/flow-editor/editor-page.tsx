import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { SkeletonRows } from '../../../../ui/skeleton.tsx';
import { stepIds } from '../definition/places.ts';
import { type Editor, EditorContext } from './editor-context.ts';
import { EditorToolbar, type EditorView } from './editor-toolbar.tsx';
import { NewStepDialog } from './outline/new-step-dialog.tsx';
import { StepRemoval } from './outline/step-removal.tsx';
import { type Pane, PaneSwitch } from './pane-switch.tsx';
import { Panes } from './panes.tsx';
import { useEditorShortcuts } from './use-editor-shortcuts.ts';
import { useEditorState } from './use-editor-state.ts';

const JsonEditor = lazy(() => import('./json/json-editor.tsx').then((file) => ({ default: file.JsonEditor })));

export function EditorPage() {
  const ground = useRef<HTMLDivElement>(null);
  const editor = useEditorState(ground);
  const [view, setView] = useView();
  const [pane, setPane] = useState<Pane>('outline');
  const [adding, setAdding] = useState(false);
  const addStep = useCallback(() => setAdding(true), []);
  const isVisual = view === 'visual';
  useEditorShortcuts(isVisual && !editor.readOnly, addStep);
  return (
    <EditorContext value={editor}>
      <StepRemoval>
        <div ref={ground}>
          <EditorToolbar view={view} onView={setView}>
            {isVisual ? <PaneSwitch pane={pane} onChange={setPane} /> : null}
          </EditorToolbar>
          <Suspense fallback={<SkeletonRows />}>
            {isVisual ? <Panes pane={pane} onPane={setPane} onNewStep={addStep} /> : <JsonEditor />}
          </Suspense>
        </div>
        {adding ? <NewStepDialog at={placeOfNewStep(editor)} onClose={() => setAdding(false)} /> : null}
      </StepRemoval>
    </EditorContext>
  );
}

/** After the chosen step, or at the end. */
function placeOfNewStep({ flow, place }: Editor): number {
  const chosen = place.part === 'step' ? stepIds(flow).indexOf(place.id) : -1;
  return chosen < 0 ? flow.steps.length : chosen + 1;
}

function useView(): [EditorView, (view: EditorView) => void] {
  const [params, setParams] = useSearchParams();
  const view = params.get('view') === 'json' ? 'json' : 'visual';
  const setView = (next: EditorView) =>
    setParams(
      (known) => {
        if (next === 'json') known.set('view', 'json');
        else known.delete('view');
        return known;
      },
      { replace: true, preventScrollReset: true },
    );
  return [view, setView];
}
