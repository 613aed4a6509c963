import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Field } from '../../../../ui/field.tsx';
import { Input } from '../../../../ui/input.tsx';
import { numberOf } from '../draft/draft.ts';
import { useMayWrite } from '../may-write.ts';
import { BeginRollout } from '../rollout/begin-rollout.tsx';
import { isOpen, rolloutQuery } from '../rollout/rollout-queries.ts';
import { useWords } from '../words/words.ts';
import { useDrafting, useProblemAt } from './editor-context.ts';

const STEPS = [0, 5, 25, 50, 100];

/** The share of those the flag is for. */
export function RolloutCard() {
  const { t } = useTranslation('flags');
  const { base, draft, edit } = useDrafting();
  const problemAt = useProblemAt();
  const mayWrite = useMayWrite();
  const { data: rollout } = useQuery(rolloutQuery(base.key));
  const isDecided = isOpen(rollout);
  const set = (percentage: string) => edit((known) => ({ ...known, percentage }));
  return (
    <Card title={t('rules.rollout')}>
      <fieldset disabled={isDecided}>
        <Field
          label={t('rules.percentage')}
          error={problemAt('percentage')}
          help={t(isDecided ? 'staged.decides' : 'rules.percentage_help')}
        >
          {(control) => (
            <div className="flex items-center gap-3">
              <Slider percentage={draft.percentage} onChange={set} />
              <span className="relative w-22 shrink-0">
                <Input
                  {...control}
                  inputMode="decimal"
                  autoComplete="off"
                  maxLength={6}
                  value={draft.percentage}
                  onChange={(event) => set(event.target.value)}
                  className="pr-7 text-right tabular-nums"
                />
                <span
                  aria-hidden="true"
                  className="pointer-events-none absolute inset-y-0 right-2.5 my-auto h-fit text-ink-muted"
                >
                  %
                </span>
              </span>
            </div>
          )}
        </Field>
        {isDecided ? null : <Steps percentage={draft.percentage} onChange={set} />}
      </fieldset>
      {rollout === null || rollout?.ended_at ? mayWrite && !base.archived_at ? <BeginRollout /> : null : null}
    </Card>
  );
}

interface StepsProps {
  percentage: string;
  onChange: (percentage: string) => void;
}

function Slider({ percentage, onChange }: StepsProps) {
  const { t } = useTranslation('flags');
  const { percent } = useWords();
  const value = Math.min(100, Math.max(0, numberOf(percentage) || 0));
  return (
    <input
      type="range"
      min={0}
      max={100}
      step={1}
      value={value}
      aria-label={t('rules.slider')}
      aria-valuetext={percent(value)}
      onChange={(event) => onChange(event.target.value)}
      className="h-8 min-w-0 flex-1 accent-accent"
    />
  );
}

function Steps({ percentage, onChange }: StepsProps) {
  const { t } = useTranslation('flags');
  const { percent } = useWords();
  return (
    <div role="group" aria-label={t('rules.steps')} className="mt-3 flex flex-wrap gap-1.5">
      {STEPS.map((step) => (
        <Button
          key={step}
          size="sm"
          aria-pressed={numberOf(percentage) === step}
          onClick={() => onChange(String(step))}
          className="tabular-nums aria-pressed:border-accent aria-pressed:bg-accent-soft"
        >
          {percent(step)}
        </Button>
      ))}
    </div>
  );
}
