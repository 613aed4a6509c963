import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { isProblem } from '../../../lib/refusal.ts';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Field } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { badTraitNames, EMPTY_FORM, type ParticipantForm } from './participant-form.ts';
import { TraitLines } from './trait-lines.tsx';
import { ExternalIdTakenError, useCreateParticipant } from './use-create-participant.ts';

export function CreateParticipantDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { t } = useTranslation('participants');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('create.title')} description={t('create.lead')}>
      <CreateForm onCancel={() => onOpenChange(false)} />
    </Dialog>
  );
}

const TEXT_FIELDS = [
  { name: 'displayName', path: '/display_name' },
  { name: 'market', path: '/market' },
  { name: 'role', path: '/role' },
  { name: 'locale', path: '/locale' },
] as const;

function CreateForm({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation('participants');
  const navigate = useNavigate();
  const create = useCreateParticipant();
  const [form, setForm] = useState<ParticipantForm>(EMPTY_FORM);
  const [asked, setAsked] = useState(false);
  const badNames = badTraitNames(form);
  const idMissing = asked && !form.externalId.trim();
  const fill = (change: Partial<ParticipantForm>) => setForm((known) => ({ ...known, ...change }));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (!form.externalId.trim()) event.currentTarget.querySelector('input')?.focus();
    if (!form.externalId.trim() || badNames.length > 0) return;
    create.mutate(form, {
      onSuccess: ({ external_id: externalId }) => void navigate(`/participants/${encodeURIComponent(externalId)}`),
    });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field
        label={t('create.external_id')}
        help={t('create.external_id_help')}
        error={idMissing ? t('create.external_id_missing') : undefined}
        required
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={form.externalId}
            onChange={(event) => fill({ externalId: event.target.value })}
          />
        )}
      </Field>
      <Facts form={form} error={create.error} onFill={fill} />
      <TraitLines lines={form.traits} onChange={(traits) => fill({ traits })} badNames={asked ? badNames : []} />
      {create.error ? <CreationRefused error={create.error} externalId={form.externalId.trim()} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{t('create.cancel')}</Button>
        <Button type="submit" variant="primary" busy={create.isPending}>
          {t('create.submit')}
        </Button>
      </div>
    </form>
  );
}

interface FactsProps {
  form: ParticipantForm;
  error: Error | null;
  onFill: (change: Partial<ParticipantForm>) => void;
}

function Facts({ form, error, onFill }: FactsProps) {
  const { t } = useTranslation('participants');
  const fill = (name: (typeof TEXT_FIELDS)[number]['name'], text: string) =>
    onFill({ [name]: name === 'market' ? text.toUpperCase() || undefined : text });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {TEXT_FIELDS.map(({ name, path }) => (
        <Field
          key={name}
          label={t(`create.${name}`)}
          help={name === 'displayName' ? undefined : t(`create.${name}_help`)}
          error={refusalOf(error, path)}
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={name === 'market' ? 2 : 200}
              value={form[name] ?? ''}
              onChange={({ target }) => fill(name, target.value)}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

function CreationRefused({ error, externalId }: { error: Error; externalId: string }) {
  const { t } = useTranslation('participants');
  if (!(error instanceof ExternalIdTakenError)) return <ErrorState error={error} />;
  return (
    <Callout tone="warn" alert>
      {t('create.taken')}{' '}
      <Link to={`/participants/${encodeURIComponent(externalId)}`} className="font-medium text-accent-text underline">
        {t('create.open_taken')}
      </Link>
    </Callout>
  );
}

function refusalOf(error: Error | null, path: string): string | undefined {
  return isProblem(error) ? error.problem.errors?.find((field) => field.path === path)?.message : undefined;
}
