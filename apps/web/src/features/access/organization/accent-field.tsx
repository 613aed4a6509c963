import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { typedColour } from './organization-form.ts';

/** Well blue, for the picker of browsers that know no empty colour. */
const BUILT_IN = '#0a5f8f';

export interface AccentFieldProps {
  value: string;
  bad: boolean;
  disabled: boolean;
  onChange: (accent: string) => void;
}

export function AccentField({ value, bad, disabled, onChange }: AccentFieldProps) {
  const { t } = useTranslation('organization');
  const picked = value && !bad ? value : BUILT_IN;
  return (
    <Field
      label={t('branding.accent')}
      help={t('branding.accent_help')}
      error={bad ? t('branding.accent_bad') : undefined}
    >
      {(control) => (
        <div className="flex items-center gap-2">
          <input
            type="color"
            aria-label={t('branding.accent_pick')}
            value={picked}
            disabled={disabled}
            onChange={({ target }) => onChange(target.value)}
            className="size-8 shrink-0 cursor-pointer rounded-lg border border-line-control bg-surface p-1 disabled:cursor-not-allowed"
          />
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            placeholder="#rrggbb"
            className="max-w-32 font-mono"
            value={value}
            disabled={disabled}
            onChange={({ target }) => onChange(typedColour(target.value))}
          />
          {value && !disabled ? (
            <Button variant="ghost" onClick={() => onChange('')}>
              {t('branding.accent_reset')}
            </Button>
          ) : null}
        </div>
      )}
    </Field>
  );
}
