import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { typedSlug } from './slug.ts';
import type { SlugCheck } from './use-slug-check.ts';

export interface SlugFieldProps {
  value: string;
  onChange: (slug: string) => void;
  check: SlugCheck;
  /** The form was sent: an empty field is an error now. */
  asked?: boolean;
  size?: 'md' | 'lg';
  disabled?: boolean;
}

/** The short name in the addresses of the hosted pages, with what the server says about it. */
export function SlugField({ value, onChange, check, asked = false, size = 'md', disabled }: SlugFieldProps) {
  const { t } = useTranslation('organization');
  return (
    <Field label={t('slug.label')} help={<AddressOf slug={value} />} error={useComplaint(check, asked)} required>
      {(control) => (
        <span className="relative block">
          <Input
            {...control}
            size={size}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="pr-9 font-mono"
            value={value}
            disabled={disabled}
            onChange={({ target }) => onChange(typedSlug(target.value))}
          />
          <Sign check={check} />
        </span>
      )}
    </Field>
  );
}

function AddressOf({ slug }: { slug: string }) {
  const { t } = useTranslation('organization');
  return (
    <>
      {t('slug.help')} <span className="font-mono break-all">{`${location.origin}/o/${slug || '…'}/`}</span>
    </>
  );
}

function useComplaint(check: SlugCheck, asked: boolean): string | undefined {
  const { t } = useTranslation('organization');
  if (check === 'empty') return asked ? t('slug.missing') : undefined;
  return check === 'invalid' || check === 'taken' ? t(`slug.${check}`) : undefined;
}

function Sign({ check }: { check: SlugCheck }) {
  const { t } = useTranslation('organization');
  return (
    <span role="status" className="absolute inset-y-0 right-2.5 grid place-items-center">
      {check === 'checking' ? <Spinner className="text-ink-faint" /> : null}
      {check === 'free' ? (
        <>
          <Check aria-hidden="true" className="size-4 text-good-text" />
          <span className="sr-only">{t('slug.free')}</span>
        </>
      ) : null}
    </span>
  );
}
