import { useTranslation } from 'react-i18next';
import type { ControlSize } from '../../../ui/control-style.ts';
import { Field } from '../../../ui/field.tsx';
import type { PasswordRefusal } from './known-refusal.ts';
import { PasswordInput } from './password-input.tsx';
import { PasswordStrength } from './password-strength.tsx';

export interface NewPasswordFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Words that the password must not be made of: the address, the name. */
  known: readonly string[];
  refusal: PasswordRefusal | null;
  isMissing: boolean;
  size?: ControlSize;
}

/** A password that is being chosen, with how good it is. */
export function NewPasswordField(props: NewPasswordFieldProps) {
  const { label, value, onChange, known, refusal, isMissing, size } = props;
  const { t } = useTranslation('entrance');
  const error = isMissing ? t('password.missing') : refusal ? t(`refused.${refusal}`) : undefined;
  return (
    <div className="flex flex-col gap-2">
      <Field label={label} error={error} help={t('password.help')} required>
        {(control) => (
          <PasswordInput
            {...control}
            size={size}
            autoComplete="new-password"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      <PasswordStrength password={value} known={known} />
    </div>
  );
}
