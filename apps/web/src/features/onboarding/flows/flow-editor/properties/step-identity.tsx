import { STEP_KINDS } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';
import { isStepKey } from '../../definition/keys.ts';
import { stepIds } from '../../definition/places.ts';
import { isAvailable, withKind } from '../../definition/step-kinds.ts';
import { renameStep } from '../../definition/steps.ts';
import { Select } from '../../../../../ui/select.tsx';
import { useEditor } from '../editor-context.ts';
import { Property } from '../inputs/property.tsx';
import { TextProperty } from '../inputs/text-property.tsx';
import { TypedProperty } from '../inputs/typed-property.tsx';
import { KIND_ICONS } from '../../kind-look.ts';
import type { StepPartProps } from './step-properties.tsx';

/** What every step has: title, help, kind and key. */
export function StepIdentity(props: StepPartProps & { index: number }) {
  const { step, path, change } = props;
  const { t } = useTranslation('flow-editor');
  return (
    <>
      <TextProperty
        path={`${path}/title`}
        label={t('step.title')}
        maxLength={200}
        text={step.title}
        onChange={(title, mark) => change({ ...step, title }, mark)}
      />
      <TextProperty
        path={`${path}/help`}
        label={t('step.help')}
        help={t('step.help_help')}
        rows={2}
        maxLength={2_000}
        optional
        text={step.help}
        onChange={(help, mark) => change({ ...step, help }, mark)}
      />
      <div className="grid gap-4 @md:grid-cols-2">
        <KindProperty {...props} />
        <KeyProperty {...props} />
      </div>
    </>
  );
}

function KindProperty({ step, path, change }: StepPartProps) {
  const { t } = useTranslation('flow-editor');
  const options = STEP_KINDS.map((kind) => {
    const Icon = KIND_ICONS[kind];
    const coming = isAvailable(kind) ? '' : ` · ${t('kind.coming')}`;
    return {
      value: kind,
      label: `${t(`kind.${kind}.name`)}${coming}`,
      icon: <Icon className="size-4 text-ink-faint" />,
      disabled: !isAvailable(kind),
    };
  });
  return (
    <Property path={`${path}/kind`} label={t('step.kind')} help={t(`kind.${step.kind}.detail`)}>
      {(control) => (
        <Select
          {...control}
          value={step.kind}
          options={options}
          onChange={(kind) => {
            if (isAvailable(kind)) change(withKind(step, kind));
          }}
        />
      )}
    </Property>
  );
}

function KeyProperty({ step, path, index }: StepPartProps & { index: number }) {
  const { t } = useTranslation('flow-editor');
  const { flow, edit, select, published } = useEditor();
  const isLocked = published?.steps.some((other) => other.key === step.key) ?? false;
  const others = flow.steps.filter((_, place) => place !== index).map((other) => other.key);
  const read = (text: string) => {
    if (!isStepKey(text)) return { error: t('input.step_key') };
    return others.includes(text) ? { error: t('step.key_taken') } : { value: text };
  };
  const rename = (key: string) => {
    if (key === step.key) return;
    const id = stepIds(renameStep(flow, index, key))[index];
    edit((known) => renameStep(known, index, key));
    if (id !== undefined) select({ part: 'step', id });
  };
  return (
    <TypedProperty
      path={`${path}/key`}
      label={t('step.key')}
      help={isLocked ? t('step.key_locked') : t('step.key_help')}
      value={step.key}
      write={(key) => key}
      read={read}
      onChange={rename}
      commit="leave"
      input={{ className: 'font-mono', spellCheck: false, autoCapitalize: 'none', maxLength: 63, readOnly: isLocked }}
    />
  );
}
