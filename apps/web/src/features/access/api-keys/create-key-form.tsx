import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nowMs } from '../../../lib/clock.ts';
import { type EnvironmentName, environment as shownEnvironment } from '../../../lib/environment.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field, FieldError } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { Select } from '../../../ui/select.tsx';
import { type MadeApiKey, type Scope, useCreateApiKey } from './api-key-queries.ts';
import { CredentialRefusal } from './credential-refusal.tsx';
import { expiryOf, type Lifetime, LIFETIME_DAYS } from './credential-state.ts';

const SCOPES = [
  { scope: 'gates:read', text: 'gates_read' },
  { scope: 'participants:read', text: 'participants_read' },
  { scope: 'participants:write', text: 'participants_write' },
  { scope: 'flows:read', text: 'flows_read' },
  { scope: 'flows:write', text: 'flows_write' },
  { scope: 'flags:read', text: 'flags_read' },
  { scope: 'flags:write', text: 'flags_write' },
  { scope: 'flags:report', text: 'flags_report' },
  { scope: 'analytics:read', text: 'analytics_read' },
] as const satisfies readonly { scope: Scope; text: string }[];
/** What a server that asks gates and tells about people needs. */
const USUAL_SCOPES: Scope[] = ['gates:read', 'participants:read', 'participants:write'];
const ENVIRONMENTS: EnvironmentName[] = ['live', 'test'];
const LIFETIMES = Object.keys(LIFETIME_DAYS) as Lifetime[];

export function CreateKeyForm({ onMade, onCancel }: { onMade: (key: MadeApiKey) => void; onCancel: () => void }) {
  const { t } = useTranslation('api-keys');
  const create = useCreateApiKey();
  const [name, setName] = useState('');
  const [environment, setEnvironment] = useState(shownEnvironment);
  const [lifetime, setLifetime] = useState<Lifetime>('365');
  const [scopes, setScopes] = useState(USUAL_SCOPES);
  const [asked, setAsked] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (!name.trim()) event.currentTarget.querySelector('input')?.focus();
    if (!name.trim() || scopes.length === 0) return;
    create.mutate(
      { name: name.trim(), environment, scopes, expires_at: expiryOf(lifetime, nowMs()) },
      { onSuccess: onMade },
    );
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field
        label={t('create.name')}
        help={t('create.name_help')}
        error={asked && !name.trim() ? t('create.name_missing') : undefined}
        required
      >
        {(control) => (
          <Input
            {...control}
            maxLength={80}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('create.environment')}>
          {(control) => (
            <Select
              {...control}
              value={environment}
              onChange={setEnvironment}
              options={ENVIRONMENTS.map((value) => ({ value, label: t(`environment.${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('create.lifetime')}>
          {(control) => (
            <Select
              {...control}
              value={lifetime}
              onChange={setLifetime}
              options={LIFETIMES.map((value) => ({ value, label: t(`create.lifetimes.${value}`) }))}
            />
          )}
        </Field>
      </div>
      <ScopeChoice scopes={scopes} onChange={setScopes} missing={asked && scopes.length === 0} />
      {create.error ? <CredentialRefusal error={create.error} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{t('create.cancel')}</Button>
        <Button type="submit" variant="primary" busy={create.isPending}>
          {t('create.submit')}
        </Button>
      </div>
    </form>
  );
}

function ScopeChoice({
  scopes,
  onChange,
  missing,
}: {
  scopes: Scope[];
  onChange: (scopes: Scope[]) => void;
  missing: boolean;
}) {
  const { t } = useTranslation('api-keys');
  return (
    <fieldset className="flex flex-col gap-2.5" aria-describedby={missing ? 'scopes-missing' : undefined}>
      <legend className="mb-2 font-medium text-ink">{t('create.scopes')}</legend>
      {SCOPES.map(({ scope, text }) => (
        <Checkbox
          key={scope}
          checked={scopes.includes(scope)}
          onChange={(event) =>
            onChange(event.target.checked ? [...scopes, scope] : scopes.filter((other) => other !== scope))
          }
          label={<span className="font-mono text-xs">{scope}</span>}
          detail={t(`scope.${text}`)}
        />
      ))}
      {missing ? <FieldError id="scopes-missing">{t('create.scopes_missing')}</FieldError> : null}
    </fieldset>
  );
}
