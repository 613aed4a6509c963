import { useTranslation } from 'react-i18next';
import { FIELD_INPUTS, followingKey, hasOptions, withInput } from '../../definition/fields.ts';
import { isStepKey } from '../../definition/keys.ts';
import { Checkbox } from '../../../../../ui/checkbox.tsx';
import { Select } from '../../../../../ui/select.tsx';
import { useEditor } from '../editor-context.ts';
import { Property } from '../inputs/property.tsx';
import { TextProperty } from '../inputs/text-property.tsx';
import { TypedProperty } from '../inputs/typed-property.tsx';
import type { Read } from '../inputs/use-typed-value.ts';
import type { FieldCardProps } from './field-card.tsx';
import { LimitsEditor } from './limits-editor.tsx';
import { OptionsEditor } from './options-editor.tsx';

type FieldPartProps = Pick<FieldCardProps, 'field' | 'stepKey' | 'path' | 'taken' | 'onChange'>;

export function FieldProperties(props: FieldPartProps) {
  const { field, path, onChange } = props;
  const { t } = useTranslation('flow-editor');
  return (
    <>
      <LabelProperty {...props} />
      <div className="grid gap-4 @sm:grid-cols-2">
        <InputProperty {...props} />
        <FieldKeyProperty {...props} />
      </div>
      <div data-path={`${path}/required`}>
        <Checkbox
          label={t('field.required')}
          checked={field.required}
          onChange={(event) => onChange({ ...field, required: event.target.checked })}
        />
      </div>
      {hasOptions(field.input) ? <OptionsEditor field={field} path={path} onChange={onChange} /> : null}
      <LimitsEditor field={field} path={path} onChange={onChange} />
      <TextProperty
        path={`${path}/help`}
        label={t('field.help')}
        maxLength={1_000}
        optional
        text={field.help}
        onChange={(help, mark) => onChange({ ...field, help }, mark)}
      />
      {field.input === 'text' || field.input === 'textarea' || field.input === 'email' || field.input === 'url' ? (
        <TextProperty
          path={`${path}/placeholder`}
          label={t('field.placeholder')}
          maxLength={200}
          optional
          text={field.placeholder}
          onChange={(placeholder, mark) => onChange({ ...field, placeholder }, mark)}
        />
      ) : null}
    </>
  );
}

function LabelProperty({ field, stepKey, path, taken, onChange }: FieldPartProps) {
  const { t } = useTranslation('flow-editor');
  const { flow, locale } = useEditor();
  const isLocked = useIsPublished(stepKey, field.key);
  return (
    <TextProperty
      path={`${path}/label`}
      label={t('field.label')}
      maxLength={200}
      text={field.label}
      onChange={(label, mark) => {
        const labels = { before: field.label[locale] ?? '', after: label[locale] ?? '' };
        const mayFollow = !isLocked && locale === flow.default_locale;
        onChange({ ...field, label, key: mayFollow ? followingKey(field.key, labels, taken) : field.key }, mark);
      }}
    />
  );
}

function InputProperty({ field, path, onChange }: FieldPartProps) {
  const { t } = useTranslation('flow-editor');
  return (
    <Property path={`${path}/input`} label={t('field.input')}>
      {(control) => (
        <Select
          {...control}
          value={field.input}
          onChange={(input) => onChange(withInput(field, input))}
          options={FIELD_INPUTS.map((input) => ({ value: input, label: t(`input_kind.${input}`) }))}
        />
      )}
    </Property>
  );
}

function FieldKeyProperty({ field, stepKey, path, taken, onChange }: FieldPartProps) {
  const { t } = useTranslation('flow-editor');
  const isLocked = useIsPublished(stepKey, field.key);
  const read = (text: string): Read<string> => {
    if (!isStepKey(text)) return { error: t('input.step_key') };
    return text !== field.key && taken.includes(text) ? { error: t('field.key_taken') } : { value: text };
  };
  return (
    <TypedProperty
      path={`${path}/key`}
      label={t('field.key')}
      help={isLocked ? t('field.key_locked') : undefined}
      value={field.key}
      write={(key) => key}
      read={read}
      onChange={(key) => onChange({ ...field, key })}
      commit="leave"
      input={{ className: 'font-mono', spellCheck: false, autoCapitalize: 'none', maxLength: 63, readOnly: isLocked }}
    />
  );
}

/** Answers hang on the keys of published fields. */
function useIsPublished(stepKey: string, fieldKey: string): boolean {
  const { published } = useEditor();
  const step = published?.steps.find((candidate) => candidate.key === stepKey);
  return step?.kind === 'form' && step.fields.some((field) => field.key === fieldKey);
}
