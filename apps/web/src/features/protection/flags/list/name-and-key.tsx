import { useTranslation } from 'react-i18next';
import { Field } from '../../../../ui/field.tsx';
import { Input } from '../../../../ui/input.tsx';
import type { NewFlagForm } from './use-new-flag.ts';

/** @param props.takenKey the key that the server refused because another flag has it */
export function NameAndKey({ form, takenKey }: { form: NewFlagForm; takenKey: string | undefined }) {
  const { t } = useTranslation('flags');
  const wrong = form.isKeyWrong ? t('create.key_missing') : undefined;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t('create.name')} error={form.isNameMissing ? t('problem.name_missing') : undefined} required>
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={120}
            autoComplete="off"
            value={form.name}
            onChange={(event) => form.setName(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t('create.key')}
        help={t('create.key_help')}
        error={takenKey === form.key ? t('create.key_taken') : wrong}
        required
      >
        {(control) => (
          <Input
            {...control}
            maxLength={63}
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
            className="font-mono"
            value={form.key}
            onChange={(event) => form.setKey(event.target.value)}
          />
        )}
      </Field>
    </div>
  );
}
