import type { FormField } from '@stepwell/engine';
import { useTranslation } from 'react-i18next';
import { limitsOf, withLimit, withMustTick, withWholeNumbers } from '../../definition/fields.ts';
import { Checkbox } from '../../../../../ui/checkbox.tsx';
import { NumberProperty } from '../inputs/number-property.tsx';

export interface FieldSchemaProps {
  field: FormField;
  path: string;
  onChange: (field: FormField, mark?: string) => void;
}

/** What an answer must keep to besides its kind. */
export function LimitsEditor({ field, path, onChange }: FieldSchemaProps) {
  const { t } = useTranslation('flow-editor');
  const limits = limitsOf(field.input);
  if (field.input === 'checkbox') {
    return (
      <Checkbox
        label={t('field.must_tick')}
        checked={field.schema.const === true}
        onChange={(event) => onChange(withMustTick(field, event.target.checked))}
      />
    );
  }
  if (limits.length === 0) return null;
  return (
    <>
      <div className="grid grid-cols-2 gap-4">
        {limits.map((limit) => (
          <NumberProperty
            key={limit}
            path={`${path}/schema/${limit}`}
            label={t(`limit.${limit}`)}
            value={field.schema[limit]}
            optional
            decimals={limit === 'minimum' || limit === 'maximum'}
            max={limit === 'maxLength' ? 20_000 : limit === 'maxItems' ? 500 : undefined}
            onChange={(value) => onChange(withLimit(field, limit, value), `${path}/schema/${limit}`)}
          />
        ))}
      </div>
      {field.input === 'number' ? (
        <Checkbox
          label={t('field.whole_numbers')}
          checked={field.schema.type === 'integer'}
          onChange={(event) => onChange(withWholeNumbers(field, event.target.checked))}
        />
      ) : null}
    </>
  );
}
