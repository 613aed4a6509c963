import { ArrowUpDown, Minus, PencilLine, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../../../ui/badge.tsx';
import { valueChanges } from '../definition/value-changes.ts';
import type { FlowDiff } from '../flow-queries.ts';
import { ChangeTable } from './change-table.tsx';

export interface DiffViewProps {
  diff: FlowDiff;
  /** What a step is called, by its key. */
  titleOf: (stepKey: string) => string;
}

type Change = FlowDiff['steps'][number]['change'];

const LOOKS: Record<Change, { tone: Tone; Icon: typeof Plus }> = {
  added: { tone: 'good', Icon: Plus },
  removed: { tone: 'bad', Icon: Minus },
  changed: { tone: 'info', Icon: PencilLine },
  moved: { tone: 'neutral', Icon: ArrowUpDown },
};

/** What differs between two versions: step by step, gate by gate, then the rest. */
export function DiffView({ diff, titleOf }: DiffViewProps) {
  const { t } = useTranslation('flow-versions');
  return (
    <div className="flex flex-col gap-3">
      {diff.steps.map((step) => (
        <Part
          key={step.key}
          change={step.change}
          title={titleOf(step.key)}
          name={step.key}
          note={step.change === 'changed' ? <Compatibility compatible={step.compatible} /> : null}
          changes={step.fields.flatMap(({ path, before, after }) => valueChanges(before, after, path.split('/')))}
        />
      ))}
      {diff.gates.map((gate) => (
        <Part
          key={gate.capability}
          change={gate.change}
          title={t('diff.gate')}
          name={gate.capability}
          changes={valueChanges(gate.before ?? undefined, gate.after ?? undefined)}
        />
      ))}
      {diff.other.length > 0 ? (
        <Part
          change="changed"
          title={t('diff.other')}
          changes={diff.other.flatMap(({ path, before, after }) => valueChanges(before, after, path.split('/')))}
        />
      ) : null}
    </div>
  );
}

/** Whether two definitions differ in nothing. */
export function isEmptyDiff(diff: FlowDiff): boolean {
  return diff.steps.length + diff.gates.length + diff.other.length === 0;
}

interface PartProps {
  change: Change;
  title: string;
  name?: string;
  note?: ReactNode;
  changes: ReturnType<typeof valueChanges>;
}

function Part({ change, title, name, note, changes }: PartProps) {
  const { t } = useTranslation('flow-versions');
  const { tone, Icon } = LOOKS[change];
  return (
    <section className="overflow-hidden rounded-lg border bg-surface">
      <header className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 px-3 py-1.5">
        <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
          {t(`diff.${change}`)}
        </Badge>
        <h3 className="font-medium text-ink">{title}</h3>
        {name ? <span className="font-mono text-xs text-ink-muted">{name}</span> : null}
        {note ? <span className="ml-auto">{note}</span> : null}
      </header>
      {changes.length > 0 ? <ChangeTable label={title} changes={changes} /> : null}
    </section>
  );
}

function Compatibility({ compatible }: { compatible: boolean }) {
  const { t } = useTranslation('flow-versions');
  return <Badge tone={compatible ? 'good' : 'warn'}>{t(compatible ? 'diff.compatible' : 'diff.incompatible')}</Badge>;
}
