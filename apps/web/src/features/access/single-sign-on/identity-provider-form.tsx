import { type SubmitEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Callout } from '../../../ui/callout.tsx';
import { Field } from '../../../ui/field.tsx';
import { RadioGroup } from '../../../ui/radio-group.tsx';
import { Select } from '../../../ui/select.tsx';
import { ExpectationFields } from './expectation-fields.tsx';
import { OidcFields } from './oidc-fields.tsx';
import {
  type FieldErrors,
  formOf,
  type GivenRole,
  PROVIDER_FIELDS,
  type ProviderField,
  type ProviderForm,
  problemsOf,
  refusedFields,
  settingsOf,
} from './provider-form.ts';
import { SamlFields } from './saml-fields.tsx';
import { type SingleSignOn, useSaveSingleSignOn } from './single-sign-on-queries.ts';
import { expectedRefusalOf, SingleSignOnRefusal } from './single-sign-on-refusal.tsx';

const KINDS = ['saml', 'oidc'] as const;
const ROLES: readonly GivenRole[] = ['viewer', 'member', 'admin'];

export interface IdentityProviderFormProps {
  known: SingleSignOn | null;
  onSaved: () => void;
  onCancel: (() => void) | undefined;
}

export function IdentityProviderForm({ known, onSaved, onCancel }: IdentityProviderFormProps) {
  const { t } = useTranslation('single-sign-on');
  const element = useRef<HTMLFormElement>(null);
  const save = useSaveSingleSignOn();
  const [form, setForm] = useState(() => formOf(known));
  const [asked, setAsked] = useState(false);
  const fill = (part: Partial<ProviderForm>) => {
    save.reset();
    setForm((before) => ({ ...before, ...part }));
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    const problems = problemsOf(form, known);
    const first = PROVIDER_FIELDS.find((field) => problems[field]);
    if (first) return focusOn(element.current, first);
    if (!save.isPending) save.mutate(settingsOf(form), { onSuccess: onSaved });
  };
  const errors = useFieldErrors(form, known, asked, save.error);
  const parts = { form, known, errors, onFill: fill };
  return (
    <form ref={element} onSubmit={submit} noValidate className="flex flex-col gap-5">
      <KindChoice value={form.kind} onChange={(kind) => [setAsked(false), fill({ kind })]} />
      {form.kind === 'saml' ? <SamlFields {...parts} /> : <OidcFields {...parts} />}
      <ExpectationFields form={form} errors={errors} onFill={fill} />
      <RoleField value={form.defaultRole} onChange={(defaultRole) => fill({ defaultRole })} />
      {known?.state === 'active' ? <Callout tone="warn">{t('provider.draft_again')}</Callout> : null}
      {Object.keys(errors).length > 0 ? null : <SingleSignOnRefusal error={save.error} />}
      <div className="flex justify-end gap-2">
        {onCancel ? <Button onClick={onCancel}>{t('cancel')}</Button> : null}
        <Button type="submit" variant="primary" busy={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}

/** What each field has to be told: by the form, once it was asked to send, and by the server. */
function useFieldErrors(form: ProviderForm, known: SingleSignOn | null, asked: boolean, error: unknown): FieldErrors {
  const { t } = useTranslation('single-sign-on');
  const own = Object.entries(asked ? problemsOf(form, known) : {});
  const said = Object.fromEntries(own.map(([field, problem]) => [field, t(`provider.${problem}`)]));
  return { ...refusedFields(error), ...placed(expectedRefusalOf(error)), ...said };

  function placed(code: ReturnType<typeof expectedRefusalOf>): FieldErrors {
    if (code === 'certificate_refused') return { certificates: t(`refused.${code}`) };
    if (code !== 'identity_provider_unreachable' && code !== 'outside_address_refused') return {};
    return { [form.kind === 'saml' ? 'signInUrl' : 'issuer']: t(`refused.${code}`) };
  }
}

function KindChoice({
  value,
  onChange,
}: {
  value: ProviderForm['kind'];
  onChange: (kind: ProviderForm['kind']) => void;
}) {
  const { t } = useTranslation('single-sign-on');
  return (
    <RadioGroup
      legend={t('provider.kind')}
      look="cards"
      value={value}
      onChange={onChange}
      options={KINDS.map((kind) => ({
        value: kind,
        label: t(`provider.${kind}`),
        detail: t(`provider.${kind}_text`),
      }))}
    />
  );
}

function RoleField({ value, onChange }: { value: GivenRole; onChange: (role: GivenRole) => void }) {
  const { t } = useTranslation('single-sign-on');
  return (
    <Field label={t('provider.default_role')} help={t('provider.default_role_help')}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={onChange}
          options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          className="sm:max-w-60"
        />
      )}
    </Field>
  );
}

function focusOn(form: HTMLFormElement | null, field: ProviderField) {
  form?.querySelector<HTMLElement>(`[name=${field}]`)?.focus();
}
