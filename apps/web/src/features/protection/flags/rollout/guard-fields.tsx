import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../../../ui/checkbox.tsx';
import { Field } from '../../../../ui/field.tsx';
import { Input } from '../../../../ui/input.tsx';
import type { RolloutForm } from './start-rollout-dialog.tsx';

/** When the rollout steps back by itself. */
export function GuardFields({ form: { draft, set, problemAt } }: { form: RolloutForm }) {
  const { t } = useTranslation('flags');
  return (
    <div className="flex flex-col gap-3">
      <Checkbox
        checked={draft.hasGuard}
        onChange={(event) => set({ ...draft, hasGuard: event.target.checked })}
        label={t('staged.start.guard')}
        detail={t('staged.start.guard_detail')}
      />
      {draft.hasGuard ? (
        <div className="grid gap-4 pl-6 sm:grid-cols-2">
          <Field label={t('staged.start.max_failure')} error={problemAt('max_failure')}>
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                maxLength={5}
                value={draft.maxFailure}
                onChange={(event) => set({ ...draft, maxFailure: event.target.value })}
              />
            )}
          </Field>
          <Field
            label={t('staged.start.min_outcomes')}
            error={problemAt('min_outcomes')}
            help={t('staged.start.min_outcomes_help')}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                maxLength={7}
                value={draft.minOutcomes}
                onChange={(event) => set({ ...draft, minOutcomes: event.target.value })}
              />
            )}
          </Field>
        </div>
      ) : null}
    </div>
  );
}
