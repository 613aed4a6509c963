import type { GateDefinition } from '@stepwell/engine';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { removed, replaced } from '../../definition/order.ts';
import { isCapability } from '../../definition/keys.ts';
import { Button } from '../../../../../ui/button.tsx';
import { IconButton } from '../../../../../ui/icon-button.tsx';
import { useEditor } from '../editor-context.ts';
import { NumberProperty } from '../inputs/number-property.tsx';
import { Section } from '../inputs/section.tsx';
import { StepsProperty } from '../inputs/steps-property.tsx';
import { TextProperty } from '../inputs/text-property.tsx';
import { TypedProperty } from '../inputs/typed-property.tsx';

type ChangeGate = (gate: GateDefinition, mark?: string) => void;

interface GatePartProps {
  gate: GateDefinition;
  path: string;
  change: ChangeGate;
}

/** A capability of the tenant's product and the steps that open it. */
export function GateProperties({ index }: { index: number }) {
  const { t } = useTranslation('flow-editor');
  const { flow, edit } = useEditor();
  const gate = flow.gates[index];
  if (!gate) return null;
  const change: ChangeGate = (next, mark) =>
    edit((known) => ({ ...known, gates: replaced(known.gates, index, next) }), mark);
  const part = { gate, path: `gates/${index}`, change };
  return (
    <>
      <GateHead index={index} />
      <Section title={t('section.gate')}>
        <p className="text-ink-muted">{t('gate.lead')}</p>
        <CapabilityProperty {...part} index={index} />
        <TextProperty
          path={`${part.path}/title`}
          label={t('gate.title')}
          help={t('gate.title_help')}
          maxLength={200}
          text={gate.title}
          onChange={(title, mark) => change({ ...gate, title }, mark)}
        />
      </Section>
      <Section title={t('section.opens')}>
        <StepsProperty
          path={`${part.path}/steps`}
          label={t('gate.steps')}
          help={t('gate.steps_help')}
          keys={gate.steps}
          onChange={(steps) => change({ ...gate, steps })}
          empty={t('gate.no_steps')}
        />
        <Alternatives {...part} />
        <NumberProperty
          path={`${part.path}/deadline_days`}
          label={t('gate.deadline')}
          help={t('gate.deadline_help')}
          value={gate.deadline_days}
          min={1}
          max={3_650}
          optional
          onChange={(deadline_days) => change({ ...gate, deadline_days }, `${part.path}/deadline_days`)}
        />
      </Section>
    </>
  );
}

function GateHead({ index }: { index: number }) {
  const { t } = useTranslation('flow-editor');
  const { edit, select, readOnly } = useEditor();
  const remove = () => {
    edit((known) => ({ ...known, gates: removed(known.gates, index) }));
    select({ part: 'flow' });
  };
  return (
    <div className="flex min-h-8 items-center gap-2 pb-1">
      <span className="text-xs text-ink-muted">{t('gate.name')}</span>
      {readOnly ? null : (
        <IconButton label={t('gate.remove')} icon={<Trash2 />} size="sm" className="ml-auto" onClick={remove} />
      )}
    </div>
  );
}

function CapabilityProperty({ gate, path, change, index }: GatePartProps & { index: number }) {
  const { t } = useTranslation('flow-editor');
  const { flow } = useEditor();
  const others = flow.gates.filter((_, place) => place !== index).map((other) => other.capability);
  return (
    <TypedProperty
      path={`${path}/capability`}
      label={t('gate.capability')}
      help={t('gate.capability_help')}
      value={gate.capability}
      write={(name) => name}
      read={(text) => {
        if (!isCapability(text)) return { error: t('gate.capability_wrong') };
        return others.includes(text) ? { error: t('gate.capability_taken') } : { value: text };
      }}
      onChange={(capability) => change({ ...gate, capability })}
      commit="leave"
      input={{ className: 'font-mono', spellCheck: false, autoCapitalize: 'none', maxLength: 120 }}
    />
  );
}

const MAX_ALTERNATIVES = 10;

function Alternatives({ gate, path, change }: GatePartProps) {
  const { t } = useTranslation('flow-editor');
  const { flow, readOnly } = useEditor();
  const ways = gate.alternatives ?? [];
  // The contract stores no empty way: one without steps is gone, and none at all is left out.
  const set = (next: readonly (readonly string[])[]) => {
    const kept = next.filter((way) => way.length > 0);
    change({ ...gate, alternatives: kept.length > 0 ? kept : undefined });
  };
  const first = flow.steps.find((step) => !gate.steps.includes(step.key)) ?? flow.steps[0];
  return (
    <div className="flex flex-col gap-3">
      {ways.map((way, index) => (
        <StepsProperty
          // The ways have no name: the place is the key.
          key={index}
          path={`${path}/alternatives/${index}`}
          label={t('gate.alternative', { number: index + 1 })}
          keys={way}
          onChange={(keys) => set(replaced(ways, index, keys))}
          empty={t('gate.no_steps')}
        />
      ))}
      {readOnly || !first || ways.length >= MAX_ALTERNATIVES ? null : (
        <Button size="sm" icon={<Plus />} className="self-start" onClick={() => set([...ways, [first.key]])}>
          {t('gate.add_alternative')}
        </Button>
      )}
    </div>
  );
}
