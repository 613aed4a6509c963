import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCopy } from '../lib/use-copy.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { Textarea } from './textarea.tsx';

export interface CopyFieldProps {
  label: string;
  value: string;
  className?: string;
}

/** A value that belongs into the settings of another product: seen, selected or copied, never changed here. */
export function CopyField({ label, value, className }: CopyFieldProps) {
  const { t } = useTranslation('ui');
  const { copy, outcome } = useCopy();
  const action = t(outcome === 'idle' ? 'copy.action' : `copy.${outcome}`);
  return (
    <Field label={label} className={className}>
      {(control) => (
        <div className="flex items-start gap-2">
          <Textarea
            {...control}
            readOnly
            rows={1}
            value={value}
            onFocus={(event) => event.target.select()}
            className="min-h-8 resize-none font-mono text-xs break-all"
          />
          <Button
            icon={outcome === 'copied' ? <Check /> : <Copy />}
            aria-label={`${t('copy.action')}: ${label}`}
            onClick={() => void copy(value)}
          >
            <span aria-live="polite" className="max-sm:sr-only">
              {action}
            </span>
          </Button>
        </div>
      )}
    </Field>
  );
}
