import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Field, FieldError } from '../../../../ui/field.tsx';
import { Select } from '../../../../ui/select.tsx';
import { withNewVariant } from '../draft/draft.ts';
import { useDrafting, useProblemAt } from './editor-context.ts';
import { VariantRow } from './variant-row.tsx';

const MOST_VARIANTS = 20;

/** What the flag can give, and what everybody gets whom it is not for. */
export function VariantsCard() {
  const { t } = useTranslation('flags');
  const { draft, base, edit } = useDrafting();
  const problemAt = useProblemAt();
  const { kind } = base.definition;
  const isBoolean = kind === 'boolean';
  const problem = problemAt('variants');
  const add = (
    <Button
      size="sm"
      icon={<Plus />}
      disabled={draft.variants.length >= MOST_VARIANTS}
      onClick={() => edit((known) => withNewVariant(known, kind))}
    >
      {t('rules.add')}
    </Button>
  );
  return (
    <Card title={t('rules.variants')} actions={isBoolean ? undefined : add}>
      <p className="mb-4 text-ink-muted">{t(isBoolean ? 'rules.variants_boolean' : 'rules.variants_lead')}</p>
      {isBoolean ? null : (
        <ul className="mb-4 flex flex-col gap-3">
          {draft.variants.map((variant, index) => (
            <VariantRow key={variant.id} variant={variant} number={index + 1} />
          ))}
        </ul>
      )}
      {problem ? <FieldError>{problem}</FieldError> : null}
      <OffVariant />
    </Card>
  );
}

function OffVariant() {
  const { t } = useTranslation('flags');
  const { draft, base, edit } = useDrafting();
  const problemAt = useProblemAt();
  const isBoolean = base.definition.kind === 'boolean';
  return (
    <Field label={t('rules.off')} error={problemAt('off')}>
      {(control) => (
        <Select
          {...control}
          value={draft.off}
          onChange={(off) => edit((known) => ({ ...known, off }))}
          options={draft.variants.map(({ id, name, value }) => ({
            value: id,
            label: isBoolean ? value : name || '–',
          }))}
          className="sm:max-w-64"
        />
      )}
    </Field>
  );
}
