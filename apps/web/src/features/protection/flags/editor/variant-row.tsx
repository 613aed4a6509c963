import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Field, type FieldControl } from '../../../../ui/field.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Input } from '../../../../ui/input.tsx';
import { Textarea } from '../../../../ui/textarea.tsx';
import { type VariantDraft, withVariant } from '../draft/draft.ts';
import { useDrafting, useProblemAt } from './editor-context.ts';

const FEWEST_VARIANTS = 2;

export function VariantRow({ variant, number }: { variant: VariantDraft; number: number }) {
  const { t } = useTranslation('flags');
  const { draft, edit } = useDrafting();
  const problemAt = useProblemAt();
  const { id, name } = variant;
  const isNeeded = draft.off === id || draft.variants.length <= FEWEST_VARIANTS;
  const remove = () => edit((known) => ({ ...known, variants: known.variants.filter((other) => other.id !== id) }));
  return (
    <li>
      <fieldset className="flex items-start gap-2">
        <legend className="sr-only">{t('rules.variant', { number })}</legend>
        <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-[12rem_minmax(0,1fr)]">
          <Field label={<Quiet>{t('rules.name')}</Quiet>} error={problemAt(`variant/${id}/name`)} className="gap-1">
            {(control) => (
              <Input
                {...control}
                maxLength={63}
                spellCheck={false}
                autoCapitalize="none"
                autoComplete="off"
                className="font-mono text-xs"
                value={name}
                onChange={(event) => edit((known) => withVariant(known, id, { name: event.target.value }))}
              />
            )}
          </Field>
          <Field label={<Quiet>{t('rules.value')}</Quiet>} error={problemAt(`variant/${id}/value`)} className="gap-1">
            {(control) => <ValueInput control={control} variant={variant} />}
          </Field>
        </div>
        <IconButton
          label={t('rules.remove', { name })}
          icon={<Trash2 />}
          disabled={isNeeded}
          onClick={remove}
          className="mt-5.5"
        />
      </fieldset>
    </li>
  );
}

function Quiet({ children }: { children: string }) {
  return <span className="text-xs font-normal text-ink-muted">{children}</span>;
}

function ValueInput({ control, variant: { id, value } }: { control: FieldControl; variant: VariantDraft }) {
  const { base, edit } = useDrafting();
  const { kind } = base.definition;
  const set = (text: string) => edit((known) => withVariant(known, id, { value: text }));
  if (kind === 'number') {
    return (
      <Input
        {...control}
        inputMode="decimal"
        autoComplete="off"
        className="tabular-nums"
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    );
  }
  return (
    <Textarea
      {...control}
      rows={1}
      spellCheck={kind === 'string'}
      className={`min-h-8 ${kind === 'json' ? 'font-mono text-xs' : ''}`}
      value={value}
      onChange={(event) => set(event.target.value)}
    />
  );
}
