import { useTranslation } from 'react-i18next';
import { Card } from '../../../../ui/card.tsx';
import { Field } from '../../../../ui/field.tsx';
import { Input } from '../../../../ui/input.tsx';
import { Textarea } from '../../../../ui/textarea.tsx';
import { useDrafting, useProblemAt } from './editor-context.ts';

export function DetailsCard() {
  const { t } = useTranslation('flags');
  const { draft, edit } = useDrafting();
  const problemAt = useProblemAt();
  return (
    <Card title={t('rules.details')}>
      <div className="flex flex-col gap-4">
        <Field label={t('rules.name')} error={problemAt('name')} required>
          {(control) => (
            <Input
              {...control}
              maxLength={120}
              autoComplete="off"
              value={draft.name}
              onChange={(event) => edit((known) => ({ ...known, name: event.target.value }))}
            />
          )}
        </Field>
        <Field
          label={t('rules.description')}
          note={t('rules.optional')}
          help={t('rules.description_help')}
          error={problemAt('description')}
        >
          {(control) => (
            <Textarea
              {...control}
              maxLength={1_000}
              value={draft.description}
              onChange={(event) => edit((known) => ({ ...known, description: event.target.value }))}
            />
          )}
        </Field>
      </div>
    </Card>
  );
}
