import type { StepDefinition } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';
import { changeStep } from '../../definition/steps.ts';
import { useEditor } from '../editor-context.ts';
import { Section } from '../inputs/section.tsx';
import { StepActions } from './step-actions.tsx';
import { StepConditions } from './step-conditions.tsx';
import { StepContent } from './step-content.tsx';
import { StepEffort } from './step-effort.tsx';
import { StepIdentity } from './step-identity.tsx';

export type ChangeStep = (step: StepDefinition, mark?: string) => void;

export interface StepPartProps {
  step: StepDefinition;
  path: string;
  change: ChangeStep;
}

export function StepProperties({ index }: { index: number }) {
  const { t } = useTranslation('flow-editor');
  const { flow, edit } = useEditor();
  const step = flow.steps[index];
  if (!step) return null;
  const path = `steps/${index}`;
  const change: ChangeStep = (next, mark) => edit((known) => changeStep(known, index, next), mark);
  const part = { step, path, change };
  return (
    <>
      <StepActions index={index} />
      <Section title={t('section.content')}>
        <StepIdentity {...part} index={index} />
        <StepContent {...part} />
      </Section>
      <Section title={t('section.conditions')}>
        <StepConditions {...part} />
      </Section>
      <Section title={t('section.effort')} closed>
        <StepEffort {...part} />
      </Section>
    </>
  );
}
