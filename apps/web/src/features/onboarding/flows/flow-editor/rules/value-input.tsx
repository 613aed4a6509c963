import { type Comparison, type FormField, type Json, textIn } from '@stepwell/engine';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { factType, fieldOfFact, traitText, traitValue } from '../../definition/facts.ts';
import { Input } from '../../../../../ui/input.tsx';
import { Select } from '../../../../../ui/select.tsx';
import { useEditor } from '../editor-context.ts';
import { useMarketOptions } from '../inputs/markets-property.tsx';
import { MultiSelect } from '../inputs/multi-select.tsx';
import { rolesNamedIn } from '../inputs/roles-property.tsx';
import { ChipInput } from '../../../../../ui/chip-input.tsx';
import { useTypedValue } from '../inputs/use-typed-value.ts';

export interface ValueInputProps {
  comparison: Comparison;
  onChange: (comparison: Comparison) => void;
}

/** The value that is compared with, in the form that its fact and its operator have. */
export function ValueInput({ comparison, onChange }: ValueInputProps) {
  const { flow } = useEditor();
  const { fact, op, value } = comparison;
  const type = factType(flow, fact);
  const set = (next: Json) => onChange({ ...comparison, value: next });
  const choices = useChoices(fact);
  if (op === 'exists' || type === 'boolean') return <TruthInput value={value === true} onChange={set} />;
  if (op === 'in' || op === 'not_in')
    return <ListInput values={asTexts(value)} choices={choices} fact={fact} onChange={set} />;
  if (choices) return <ChoiceInput value={value} choices={choices} onChange={set} />;
  if (type === 'number') return <NumberInput value={value} onChange={set} />;
  return <ScalarInput value={value} isDate={type === 'date'} isTrait={type === 'trait'} fact={fact} onChange={set} />;
}

type SetValue = (value: Json) => void;

function TruthInput({ value, onChange }: { value: boolean; onChange: SetValue }) {
  const { t } = useTranslation('flow-editor');
  return (
    <Select
      aria-label={t('rule.value')}
      value={value ? 'true' : 'false'}
      onChange={(next) => onChange(next === 'true')}
      options={[
        { value: 'true', label: t('rule.yes') },
        { value: 'false', label: t('rule.no') },
      ]}
    />
  );
}

interface Choice {
  value: string;
  label: string;
}

/** What can be chosen where the fact has a closed list of values; null where it has none. */
function useChoices(fact: string): readonly Choice[] | null {
  const { flow, locale } = useEditor();
  const markets = useMarketOptions();
  if (fact === 'market') return markets;
  const field: FormField | undefined = fieldOfFact(flow, fact);
  if (!field?.options) return null;
  return field.options.map(({ value, label }) => ({
    value,
    label: textIn(label, locale, flow.default_locale) || value,
  }));
}

function ChoiceInput({ value, choices, onChange }: { value: Json; choices: readonly Choice[]; onChange: SetValue }) {
  const { t } = useTranslation('flow-editor');
  const chosen = typeof value === 'string' && value !== '' ? value : undefined;
  return (
    <Select
      aria-label={t('rule.value')}
      value={chosen}
      placeholder={t('rule.choose')}
      onChange={onChange}
      // The list offers no empty value: it stands for nothing chosen.
      options={choices.filter((choice) => choice.value !== '')}
    />
  );
}

interface ListInputProps {
  values: readonly string[];
  choices: readonly Choice[] | null;
  fact: string;
  onChange: SetValue;
}

function ListInput({ values, choices, fact, onChange }: ListInputProps) {
  const { t } = useTranslation('flow-editor');
  const { flow } = useEditor();
  const id = useId();
  const isTrait = fact.startsWith('traits.');
  const set = (next: readonly string[]) => onChange(isTrait ? next.map(traitValue) : next);
  const control = { id, 'aria-describedby': undefined, 'aria-invalid': undefined, 'aria-required': undefined } as const;
  if (choices) {
    return (
      <>
        <label htmlFor={id} className="sr-only">
          {t('rule.value')}
        </label>
        <MultiSelect
          control={control}
          values={values}
          onChange={set}
          options={choices}
          empty={t('rule.nothing_chosen')}
          placeholder={t('input.search')}
        />
      </>
    );
  }
  const suggestions = fact === 'role' ? rolesNamedIn(flow) : [];
  return (
    <ChipInput
      control={{ 'aria-label': t('rule.value') }}
      values={values}
      onChange={set}
      suggestions={suggestions}
      placeholder={t('rule.list_placeholder')}
    />
  );
}

function NumberInput({ value, onChange }: { value: Json; onChange: SetValue }) {
  const { t } = useTranslation('flow-editor');
  const typed = useTypedValue<Json>({
    value,
    write: (number) => (number === null ? '' : JSON.stringify(number)),
    read: (text) => {
      const number = Number(text.trim().replace(',', '.'));
      return text.trim() && Number.isFinite(number) ? { value: number } : { error: t('input.number') };
    },
    onChange,
  });
  return (
    <Input
      aria-label={t('rule.value')}
      aria-invalid={typed.error ? true : undefined}
      title={typed.error}
      inputMode="decimal"
      value={typed.text}
      onChange={(event) => typed.onType(event.target.value)}
      onBlur={typed.onLeave}
    />
  );
}

interface ScalarInputProps {
  value: Json;
  isDate: boolean;
  isTrait: boolean;
  fact: string;
  onChange: SetValue;
}

function ScalarInput({ value, isDate, isTrait, fact, onChange }: ScalarInputProps) {
  const { t } = useTranslation('flow-editor');
  const { flow } = useEditor();
  const listId = useId();
  const typed = useTypedValue<Json>({
    value,
    write: (scalar) =>
      isTrait ? traitText(scalar) : typeof scalar === 'string' ? scalar : scalar === null ? '' : JSON.stringify(scalar),
    read: (text) => ({ value: isTrait ? traitValue(text) : text }),
    onChange,
  });
  return (
    <>
      <Input
        aria-label={t('rule.value')}
        type={isDate ? 'date' : 'text'}
        maxLength={500}
        list={fact === 'role' ? listId : undefined}
        value={typed.text}
        onChange={(event) => typed.onType(event.target.value)}
        onBlur={typed.onLeave}
      />
      {fact === 'role' ? (
        <datalist id={listId}>
          {rolesNamedIn(flow).map((role) => (
            <option key={role} value={role} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}

function asTexts(value: Json): string[] {
  return Array.isArray(value) ? value.map((item) => String(item)) : [];
}
