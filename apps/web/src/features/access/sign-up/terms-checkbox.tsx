import { useId } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { FieldError } from '../../../ui/field.tsx';

export interface TermsCheckboxProps {
  checked: boolean;
  isMissing: boolean;
  onChange: (checked: boolean) => void;
}

export function TermsCheckbox({ checked, isMissing, onChange }: TermsCheckboxProps) {
  const { t } = useTranslation('sign-up');
  const errorId = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <Checkbox
        checked={checked}
        aria-invalid={isMissing || undefined}
        aria-required
        aria-describedby={isMissing ? errorId : undefined}
        onChange={(event) => onChange(event.target.checked)}
        label={
          <Trans
            t={t}
            i18nKey="terms"
            components={{ terms: <DocumentLink to="/terms" />, privacy: <DocumentLink to="/privacy" /> }}
          />
        }
      />
      {isMissing ? <FieldError id={errorId}>{t('terms_missing')}</FieldError> : null}
    </div>
  );
}

/** Opens beside the form, so that nothing typed is lost. */
function DocumentLink({ to, children }: { to: string; children?: React.ReactNode }) {
  return (
    <a href={to} target="_blank" rel="noreferrer" className="font-medium text-accent-text underline underline-offset-4">
      {children}
    </a>
  );
}
