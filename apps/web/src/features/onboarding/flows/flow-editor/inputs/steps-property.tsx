import { textIn } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor-context.ts';
import { MultiSelect, type MultiSelectOption } from './multi-select.tsx';
import { Property } from './property.tsx';

export interface StepsPropertyProps {
  path: string;
  label: string;
  help?: string;
  keys: readonly string[];
  onChange: (keys: readonly string[]) => void;
  empty: string;
  /** Why choosing a step is a mistake. */
  warningFor?: (key: string) => string | undefined;
  without?: string;
}

/** Some of the flow's steps, by their titles. */
export function StepsProperty({ path, label, help, keys, onChange, empty, warningFor, without }: StepsPropertyProps) {
  const { t } = useTranslation('flow-editor');
  const { flow, locale } = useEditor();
  const known = flow.steps
    .filter((step) => step.key !== without)
    .map((step): MultiSelectOption => {
      const title = textIn(step.title, locale, flow.default_locale) || step.key;
      return { value: step.key, label: title, detail: step.key, warning: warningFor?.(step.key) };
    });
  const gone = keys
    .filter((key) => !known.some((option) => option.value === key))
    .map((key) => ({ value: key, label: key, warning: t('steps.gone') }));
  return (
    <Property path={path} label={label} help={help}>
      {(control) => (
        <MultiSelect
          control={control}
          values={keys}
          onChange={onChange}
          options={[...gone, ...known]}
          empty={empty}
          placeholder={t('steps.search')}
        />
      )}
    </Property>
  );
}
