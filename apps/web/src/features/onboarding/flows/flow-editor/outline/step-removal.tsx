import { textIn } from '@stepwell/engine';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../../lib/use-format.ts';
import { stepIds } from '../../definition/places.ts';
import { referencesTo, removeStep } from '../../definition/steps.ts';
import { Button } from '../../../../../ui/button.tsx';
import { Dialog } from '../../../../../ui/dialog.tsx';
import { useEditor } from '../editor-context.ts';

const RemovalContext = createContext<(index: number) => void>(() => undefined);

/** Asks before a step is removed, and says what hangs on it. */
export function useStepRemoval(): (index: number) => void {
  return use(RemovalContext);
}

export function StepRemoval({ children }: { children: ReactNode }) {
  const { flow, edit, select } = useEditor();
  const [asked, setAsked] = useState<number | null>(null);
  const ask = useCallback((index: number) => setAsked(index), []);
  const remove = () => {
    if (asked === null) return;
    const left = removeStep(flow, asked);
    const id = stepIds(left)[Math.min(asked, left.steps.length - 1)];
    edit((known) => removeStep(known, asked));
    select(id === undefined ? { part: 'flow' } : { part: 'step', id });
    setAsked(null);
  };
  return (
    <RemovalContext value={ask}>
      {children}
      {asked === null ? null : <RemovalDialog index={asked} onCancel={() => setAsked(null)} onRemove={remove} />}
    </RemovalContext>
  );
}

function RemovalDialog({ index, onCancel, onRemove }: { index: number; onCancel: () => void; onRemove: () => void }) {
  const { t } = useTranslation('flow-editor');
  const format = useFormat();
  const { flow, locale, published } = useEditor();
  const step = flow.steps[index];
  if (!step) return null;
  const title = textIn(step.title, locale, flow.default_locale) || step.key;
  const { requiredBy, gates, rules } = referencesTo(flow, step.key);
  const isPublished = published?.steps.some((other) => other.key === step.key);
  const consequences = [
    isPublished ? t('removal.published') : '',
    requiredBy.length > 0 ? t('removal.required_by', { steps: format.list(requiredBy) }) : '',
    gates.length > 0 ? t('removal.gates', { gates: format.list(gates) }) : '',
    rules.length > 0 ? t('removal.rules', { steps: format.list(rules) }) : '',
  ].filter(Boolean);
  const footer = (
    <>
      <Button onClick={onCancel}>{t('cancel')}</Button>
      <Button variant="danger" autoFocus onClick={onRemove}>
        {t('removal.submit')}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onCancel} size="sm" title={t('removal.title', { name: title })} footer={footer}>
      {consequences.length > 0 ? (
        <ul className="flex list-disc flex-col gap-1 pl-5 text-ink">
          {consequences.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-muted">{t('removal.free')}</p>
      )}
    </Dialog>
  );
}
