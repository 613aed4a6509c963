import { type FlowDefinition, type Json, type StepDefinition, textIn } from '@stepwell/engine';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../../ui/badge.tsx';
import { useMemberName } from '../diff/member-name.ts';
import { useValueText } from '../diff/value-text.ts';
import { KIND_ICONS } from '../kind-look.ts';

export function VersionSteps({ definition }: { definition: FlowDefinition }) {
  return (
    <ol className="divide-y">
      {definition.steps.map((step, index) => (
        <li key={step.key}>
          <StepLine step={step} number={index + 1} defaultLocale={definition.default_locale} />
        </li>
      ))}
    </ol>
  );
}

interface StepLineProps {
  step: StepDefinition;
  number: number;
  defaultLocale: string;
}

function StepLine({ step, number, defaultLocale }: StepLineProps) {
  const { t, i18n } = useTranslation('flow-versions');
  const Icon = KIND_ICONS[step.kind];
  return (
    <details className="group/step">
      <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-3.5 text-ink-faint transition-transform group-open/step:rotate-90"
        />
        <span data-figures className="w-5 text-right text-xs text-ink-faint">
          {number}
        </span>
        <Icon aria-hidden="true" className="size-4 text-ink-faint" />
        <span className="min-w-0 flex-1">
          <span className="block text-ink">{textIn(step.title, i18n.language, defaultLocale)}</span>
          <span className="block font-mono text-xs text-ink-muted">{step.key}</span>
        </span>
        <span className="flex flex-wrap gap-1.5">
          {step.visible_if ? <Badge>{t('step.conditional')}</Badge> : null}
          {step.review ? <Badge tone="review">{t('step.review')}</Badge> : null}
          <Badge tone={step.required ? 'info' : 'neutral'}>
            {t(step.required ? 'step.required' : 'step.optional')}
          </Badge>
        </span>
      </summary>
      <StepMembers step={step} />
    </details>
  );
}

/** Everything a step says, member by member. */
function StepMembers({ step }: { step: StepDefinition }) {
  const nameOf = useMemberName();
  const textOf = useValueText();
  const members = Object.entries(step).flatMap(([name, value]) => membersOf(name, value as Json));
  return (
    <dl className="flex flex-col gap-1.5 border-t bg-sunken px-4 py-3 sm:pl-16">
      {members.map(({ path, value }) => (
        <div key={path.join('/')} className="flex flex-col gap-x-4 sm:flex-row">
          <dt className="shrink-0 text-ink-muted sm:w-48">{path.map(nameOf).join(' › ')}</dt>
          <dd className="min-w-0 flex-1 whitespace-pre-wrap text-ink">{textOf(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A text language by language, a document part by part; anything else is one value. */
function membersOf(name: string, value: Json, path: readonly string[] = []): { path: string[]; value: Json }[] {
  const here = [...path, name];
  const isBranch = value !== null && typeof value === 'object' && !Array.isArray(value) && name !== 'visible_if';
  if (!isBranch) return [{ path: here, value }];
  return Object.entries(value).flatMap(([part, inner]) => membersOf(part, inner, here));
}

export function VersionGates({ definition }: { definition: FlowDefinition }) {
  const { t, i18n } = useTranslation('flow-versions');
  return (
    <ul className="divide-y">
      {definition.gates.map((gate) => (
        <li key={gate.capability} className="px-4 py-2">
          <p className="flex flex-wrap items-baseline gap-x-3 text-ink">
            {textIn(gate.title, i18n.language, definition.default_locale)}
            <span className="font-mono text-xs text-ink-muted">{gate.capability}</span>
          </p>
          <p className="text-xs text-ink-muted">
            {[gate.steps, ...(gate.alternatives ?? [])].map((way) => way.join(' + ')).join(` ${t('or')} `)}
            {gate.deadline_days === undefined ? '' : ` · ${t('deadline', { count: gate.deadline_days })}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
