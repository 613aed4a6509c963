import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { FieldError } from '../../../../ui/field.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Input } from '../../../../ui/input.tsx';
import { Select } from '../../../../ui/select.tsx';
import type { RolloutForm } from './start-rollout-dialog.tsx';
import { numberOf } from '../draft/draft.ts';
import { HOLD_UNITS, MAX_STAGES, type StageDraft, withOneMore } from './stages-draft.ts';

/** How many get the flag, step by step, and for how long each step is held. */
export function StageFields({ form }: { form: RolloutForm }) {
  const { t } = useTranslation('flags');
  const { draft, set } = form;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium text-ink">{t('staged.stages')}</legend>
      {draft.stages.map((stage, at) => (
        <StageRow key={stage.id} form={form} stage={stage} number={at + 1} />
      ))}
      <Button
        size="sm"
        className="self-start"
        icon={<Plus />}
        disabled={draft.stages.length >= MAX_STAGES}
        onClick={() => set(withOneMore(draft))}
      >
        {t('staged.start.add')}
      </Button>
    </fieldset>
  );
}

interface StageRowProps {
  form: RolloutForm;
  stage: StageDraft;
  number: number;
}

function StageRow({ form: { draft, set, problemAt }, stage, number }: StageRowProps) {
  const { t } = useTranslation('flags');
  const change = (more: Partial<StageDraft>) =>
    set({ ...draft, stages: draft.stages.map((other) => (other.id === stage.id ? { ...other, ...more } : other)) });
  const remove = () => set({ ...draft, stages: draft.stages.filter(({ id }) => id !== stage.id) });
  const problems = [problemAt(`percentage/${stage.id}`), problemAt(`hold/${stage.id}`)];
  const errorId = `stage-${stage.id}-error`;
  const marks = (problem: string | undefined) =>
    problem ? ({ 'aria-invalid': true, 'aria-describedby': errorId } as const) : {};
  const count = numberOf(stage.hold) || 0;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-1 sm:gap-1.5">
        <span className="relative w-17 shrink-0 sm:w-20">
          <Input
            {...marks(problems[0])}
            aria-label={t('staged.start.percentage', { number })}
            inputMode="decimal"
            autoComplete="off"
            maxLength={6}
            value={stage.percentage}
            onChange={(event) => change({ percentage: event.target.value })}
            className="pr-6.5 pl-1 text-right tabular-nums"
          />
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 right-2.5 my-auto h-fit text-ink-muted"
          >
            %
          </span>
        </span>
        <span className="px-1 text-ink-muted max-sm:sr-only">{t('staged.start.for')}</span>
        <Input
          {...marks(problems[1])}
          aria-label={t('staged.start.hold', { number })}
          inputMode="numeric"
          autoComplete="off"
          maxLength={5}
          value={stage.hold}
          onChange={(event) => change({ hold: event.target.value })}
          className="w-11 shrink-0 px-2 text-right tabular-nums sm:w-14"
        />
        <Select
          aria-label={t('staged.start.unit', { number })}
          value={stage.unit}
          onChange={(unit) => change({ unit })}
          options={HOLD_UNITS.map((value) => ({ value, label: t(`staged.start.units.${value}`, { count }) }))}
          className="min-w-0 flex-1"
        />
        <IconButton
          label={t('staged.start.remove', { number })}
          icon={<Trash2 />}
          className="max-sm:w-7"
          disabled={draft.stages.length === 1}
          onClick={remove}
        />
      </div>
      {problems.some(Boolean) ? <FieldError id={errorId}>{problems.find(Boolean)}</FieldError> : null}
    </div>
  );
}
