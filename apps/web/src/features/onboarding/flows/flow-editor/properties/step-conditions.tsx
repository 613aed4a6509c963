import { useTranslation } from 'react-i18next';
import { cycleThrough } from '../../definition/prerequisites.ts';
import { Switch } from '../../../../../ui/switch.tsx';
import { useEditor } from '../editor-context.ts';
import { MarketsProperty } from '../inputs/markets-property.tsx';
import { RolesProperty } from '../inputs/roles-property.tsx';
import { StepsProperty } from '../inputs/steps-property.tsx';
import { RuleProperty } from '../rules/rule-property.tsx';
import type { StepPartProps } from './step-properties.tsx';

/** Who meets the step, when, and whether they must do it. */
export function StepConditions({ step, path, change }: StepPartProps) {
  const { t } = useTranslation('flow-editor');
  return (
    <>
      <Obligation step={step} path={path} change={change} />
      <Prerequisites step={step} path={path} change={change} />
      <div className="grid gap-4 @md:grid-cols-2">
        <RolesProperty
          path={`${path}/roles`}
          label={t('step.roles')}
          help={t('step.roles_help')}
          roles={step.roles}
          onChange={(roles) => change({ ...step, roles })}
        />
        <MarketsProperty
          path={`${path}/markets`}
          label={t('step.markets')}
          help={t('step.markets_help')}
          markets={step.markets}
          onChange={(markets) => change({ ...step, markets })}
        />
      </div>
      <RuleProperty
        path={`${path}/visible_if`}
        label={t('step.visible_if')}
        always={t('step.visible_always')}
        rule={step.visible_if}
        ownKey={step.key}
        onChange={(visible_if, mark) => change({ ...step, visible_if }, mark)}
      />
    </>
  );
}

function Obligation({ step, path, change }: StepPartProps) {
  const { t } = useTranslation('flow-editor');
  return (
    <div className="flex flex-col gap-3">
      <div data-path={`${path}/required`}>
        <Switch
          label={t('step.required')}
          detail={t('step.required_detail')}
          checked={step.required}
          // A required step may never be skipped.
          onChange={(required) => change({ ...step, required, skippable: required ? false : step.skippable })}
        />
      </div>
      <div data-path={`${path}/skippable`}>
        <Switch
          label={t('step.skippable')}
          detail={step.required ? t('step.skippable_required') : t('step.skippable_detail')}
          checked={step.skippable && !step.required}
          disabled={step.required}
          onChange={(skippable) => change({ ...step, skippable })}
        />
      </div>
      <div data-path={`${path}/review`}>
        <Switch
          label={t('step.review')}
          detail={t('step.review_detail')}
          checked={step.review === true}
          onChange={(review) => change({ ...step, review: review || undefined })}
        />
      </div>
    </div>
  );
}

function Prerequisites({ step, path, change }: StepPartProps) {
  const { t } = useTranslation('flow-editor');
  const { flow } = useEditor();
  const warningFor = (key: string) => {
    const cycle = cycleThrough(flow.steps, step.key, key);
    return cycle ? t('steps.cycle', { cycle: cycle.join(' → ') }) : undefined;
  };
  return (
    <StepsProperty
      path={`${path}/requires`}
      label={t('step.requires')}
      help={t('step.requires_help')}
      keys={step.requires}
      onChange={(requires) => change({ ...step, requires })}
      empty={t('step.requires_none')}
      warningFor={warningFor}
      without={step.key}
    />
  );
}
