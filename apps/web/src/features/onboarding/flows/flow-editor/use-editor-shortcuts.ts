import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../../../lib/shortcuts.ts';
import { useDraftStore } from '../draft/draft-context.tsx';

/** Works while the visual editor is open; the JSON view has its own undo. */
export function useEditorShortcuts(isActive: boolean, onNewStep: () => void) {
  const { t } = useTranslation('flow-editor');
  const store = useDraftStore();
  const shortcuts = useMemo(() => {
    if (!isActive) return [];
    const { undo, redo } = store.getState();
    return [
      { keys: 'n', label: t('outline.new_step'), run: onNewStep },
      { keys: 'mod+z', label: t('undo'), run: unlessInDialog(undo) },
      { keys: 'mod+shift+z', label: t('redo'), run: unlessInDialog(redo) },
      { keys: 'mod+y', label: t('redo_too'), run: unlessInDialog(redo) },
    ];
  }, [isActive, store, t, onNewStep]);
  useShortcuts('flow-editor', t('title'), shortcuts);
}

/** What is typed in a dialog is not part of the draft yet. */
function unlessInDialog(run: () => void): () => void {
  return () => {
    if (!document.activeElement?.closest('[role=dialog]')) run();
  };
}
