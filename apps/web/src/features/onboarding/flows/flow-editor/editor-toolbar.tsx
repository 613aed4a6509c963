import { Redo2, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { SegmentedControl } from '../../../../ui/segmented-control.tsx';
import { useDraft } from '../draft/draft-context.tsx';
import { useEditor } from './editor-context.ts';
import { LocaleTabs } from './locale-tabs.tsx';

export type EditorView = 'visual' | 'json';

export interface EditorToolbarProps {
  view: EditorView;
  onView: (view: EditorView) => void;
  /** Further choices of what shows. */
  children?: ReactNode;
}

export function EditorToolbar({ view, onView, children }: EditorToolbarProps) {
  const { t } = useTranslation('flow-editor');
  const { readOnly } = useEditor();
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      <SegmentedControl
        label={t('view.label')}
        value={view}
        onChange={onView}
        options={[
          { value: 'visual', label: t('view.visual') },
          { value: 'json', label: t('view.json') },
        ]}
      />
      {view === 'visual' ? <LocaleTabs /> : null}
      {children}
      {readOnly ? <span className="text-xs text-ink-muted">{t('read_only')}</span> : <HistoryButtons />}
    </div>
  );
}

function HistoryButtons() {
  const { t } = useTranslation('flow-editor');
  const undo = useDraft((state) => state.undo);
  const redo = useDraft((state) => state.redo);
  const canUndo = useDraft((state) => state.history.past.length > 0);
  const canRedo = useDraft((state) => state.history.future.length > 0);
  return (
    <div className="ml-auto flex items-center">
      <IconButton label={t('undo')} keys="mod+z" icon={<Undo2 />} disabled={!canUndo} onClick={undo} />
      <IconButton label={t('redo')} keys="mod+shift+z" icon={<Redo2 />} disabled={!canRedo} onClick={redo} />
    </div>
  );
}
