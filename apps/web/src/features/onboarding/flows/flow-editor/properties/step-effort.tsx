import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../../lib/use-format.ts';
import { useEditor } from '../editor-context.ts';
import { NumberProperty } from '../inputs/number-property.tsx';
import type { StepPartProps } from './step-properties.tsx';

export function StepEffort({ step, path, change }: StepPartProps) {
  const { t } = useTranslation('flow-editor');
  const format = useFormat();
  const { flow } = useEditor();
  const whole = flow.steps.reduce((sum, other) => sum + other.weight, 0);
  return (
    <div className="grid gap-4 @md:grid-cols-2">
      <NumberProperty
        path={`${path}/weight`}
        label={t('step.weight')}
        help={t('step.weight_help', { share: format.percent(whole > 0 ? step.weight / whole : 0) })}
        value={step.weight}
        min={1}
        max={100}
        onChange={(weight) => weight !== undefined && change({ ...step, weight }, `${path}/weight`)}
      />
      <NumberProperty
        path={`${path}/estimated_minutes`}
        label={t('step.minutes')}
        help={t('step.minutes_help')}
        value={step.estimated_minutes}
        min={0}
        max={10_000}
        decimals
        onChange={(minutes) =>
          minutes !== undefined && change({ ...step, estimated_minutes: minutes }, `${path}/estimated_minutes`)
        }
      />
    </div>
  );
}
