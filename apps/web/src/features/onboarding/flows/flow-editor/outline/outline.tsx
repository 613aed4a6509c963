import { KeyRound, Plus, Settings2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { textIn } from '@stepwell/engine';
import { Button } from '../../../../../ui/button.tsx';
import { IconButton } from '../../../../../ui/icon-button.tsx';
import { useEditor } from '../editor-context.ts';
import { OutlineItem } from './outline-item.tsx';
import { StepList } from './step-list.tsx';

export interface OutlineProps {
  onNewStep: () => void;
}

/** The parts of the flow: its settings, its steps, its gates. */
export function Outline({ onNewStep }: OutlineProps) {
  const { t } = useTranslation('flow-editor');
  const { flow, place, select, problems, readOnly } = useEditor();
  const settingsProblems = problems.filter(({ path }) => !/^(steps|gates)\//.test(path)).length;
  return (
    <nav aria-label={t('outline.label')} className="flex flex-col gap-5">
      <OutlineItem
        icon={<Settings2 />}
        label={t('outline.flow')}
        isChosen={place.part === 'flow'}
        problemCount={settingsProblems}
        onChoose={() => select({ part: 'flow' })}
      />
      <section aria-labelledby="outline-steps">
        <Heading id="outline-steps" title={t('outline.steps')}>
          {readOnly ? null : (
            <IconButton label={t('outline.new_step')} keys="n" icon={<Plus />} size="sm" onClick={onNewStep} />
          )}
        </Heading>
        {flow.steps.length === 0 ? <NoSteps onNewStep={onNewStep} /> : <StepList />}
      </section>
      <GateList />
    </nav>
  );
}

function NoSteps({ onNewStep }: OutlineProps) {
  const { t } = useTranslation('flow-editor');
  const { readOnly } = useEditor();
  return (
    <div className="flex flex-col items-start gap-2 rounded-lg border border-dashed border-line-strong p-3">
      <p className="text-xs text-ink-muted">{t('outline.no_steps')}</p>
      {readOnly ? null : (
        <Button size="sm" variant="primary" icon={<Plus />} onClick={onNewStep}>
          {t('outline.new_step')}
        </Button>
      )}
    </div>
  );
}

function Heading({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between pl-2">
      <h2 id={id} className="text-xs font-medium text-ink-faint">
        {title}
      </h2>
      {children}
    </div>
  );
}

function GateList() {
  const { t } = useTranslation('flow-editor');
  const { flow, edit, place, select, focusAt, problems, readOnly, locale } = useEditor();
  const add = () => {
    const capability = freeCapability(flow.gates.map((gate) => gate.capability));
    edit((known) => ({ ...known, gates: [...known.gates, { capability, title: {}, steps: [] }] }));
    select({ part: 'gate', index: flow.gates.length });
    focusAt(`gates/${flow.gates.length}/capability`);
  };
  return (
    <section aria-labelledby="outline-gates">
      <Heading id="outline-gates" title={t('outline.gates')}>
        {readOnly ? null : <IconButton label={t('outline.new_gate')} icon={<Plus />} size="sm" onClick={add} />}
      </Heading>
      {flow.gates.length === 0 ? <p className="px-2 text-xs text-ink-muted">{t('outline.no_gates')}</p> : null}
      <ul>
        {flow.gates.map((gate, index) => (
          // Two gates may name one capability until that is mended: the place is the key.
          <li key={index}>
            <OutlineItem
              icon={<KeyRound />}
              label={textIn(gate.title, locale, flow.default_locale) || gate.capability}
              isChosen={place.part === 'gate' && place.index === index}
              problemCount={problems.filter(({ path }) => path.startsWith(`gates/${index}/`)).length}
              onChoose={() => select({ part: 'gate', index })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function freeCapability(taken: readonly string[]): string {
  for (let number = taken.length + 1; ; number += 1) {
    const name = `capability_${number}`;
    if (!taken.includes(name)) return name;
  }
}
