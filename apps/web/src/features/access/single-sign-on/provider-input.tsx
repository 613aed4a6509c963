import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import type { ProviderField } from './provider-form.ts';

export interface ProviderInputProps {
  name: ProviderField;
  label: string;
  help?: string;
  error: string | undefined;
  value: string;
  placeholder?: string;
  isOptional?: boolean;
  inputMode?: 'numeric';
  onChange: (value: string) => void;
}

/** A line that is copied out of the identity provider's settings: nothing corrects or completes it. */
export function ProviderInput(props: ProviderInputProps) {
  const { name, label, help, error, value, placeholder, isOptional, inputMode, onChange } = props;
  return (
    <Field label={label} help={help} error={error} required={!isOptional}>
      {(control) => (
        <Input
          {...control}
          name={name}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={1_000}
          placeholder={placeholder}
          inputMode={inputMode}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
