import { isProblem } from '../../../lib/refusal.ts';
import { certificatesIn, MOST_CERTIFICATES } from './certificates.ts';
import type { SingleSignOn, SingleSignOnSettings } from './single-sign-on-queries.ts';

export type GivenRole = SingleSignOn['default_role'];

export interface ProviderForm {
  kind: SingleSignOn['kind'];
  defaultRole: GivenRole;
  entityId: string;
  signInUrl: string;
  /** PEM blocks: all that count from now on. Empty where those in use stay, which are never sent back here. */
  certificates: string;
  issuer: string;
  clientId: string;
  /** Empty where the one in use stays. */
  clientSecret: string;
  /** Names between spaces. */
  contexts: string;
  /** Minutes; empty where it does not matter. */
  maxAge: string;
}

export type ProviderField =
  | 'entityId'
  | 'signInUrl'
  | 'certificates'
  | 'issuer'
  | 'clientId'
  | 'clientSecret'
  | 'contexts'
  | 'maxAge';
export type FieldProblem =
  | 'entity_id_missing'
  | 'address_bad'
  | 'certificates_missing'
  | 'certificates_bad'
  | 'certificates_many'
  | 'client_id_missing'
  | 'client_secret_missing'
  | 'contexts_bad'
  | 'max_age_bad';

/** What each field has to be told, in words. */
export type FieldErrors = Partial<Record<ProviderField, string>>;

/** The order in which the fields stand. */
export const PROVIDER_FIELDS: readonly ProviderField[] = [
  'entityId',
  'signInUrl',
  'certificates',
  'issuer',
  'clientId',
  'clientSecret',
  'contexts',
  'maxAge',
];

export function formOf(known: SingleSignOn | null): ProviderForm {
  return {
    kind: known?.kind ?? 'saml',
    defaultRole: known?.default_role ?? 'member',
    entityId: known?.saml?.entity_id ?? '',
    signInUrl: known?.saml?.sign_in_url ?? '',
    certificates: '',
    issuer: known?.oidc?.issuer ?? '',
    clientId: known?.oidc?.client_id ?? '',
    clientSecret: '',
    contexts: known?.required_contexts.join(' ') ?? '',
    maxAge: known?.max_age_minutes?.toString() ?? '',
  };
}

/** Whether the client secret in use can stay: it is never sent to another issuer. */
export function keepsSecret(form: ProviderForm, known: SingleSignOn | null): boolean {
  const oidc = known?.oidc;
  return (
    oidc?.has_client_secret === true && oidc.issuer === form.issuer.trim() && oidc.client_id === form.clientId.trim()
  );
}

/** Whether the certificates in use can stay: those of another identity provider say nothing. */
export function keepsCertificates(form: ProviderForm, known: SingleSignOn | null): boolean {
  return known?.saml?.entity_id === form.entityId.trim();
}

/** What keeps the form from being sent. */
export function problemsOf(
  form: ProviderForm,
  known: SingleSignOn | null,
): Partial<Record<ProviderField, FieldProblem>> {
  const own = form.kind === 'saml' ? samlProblems(form, known) : oidcProblems(form, known);
  return { ...own, ...expectationProblems(form) };
}

export function settingsOf(form: ProviderForm): SingleSignOnSettings {
  const common = {
    kind: form.kind,
    default_role: form.defaultRole,
    required_contexts: contextsIn(form),
    max_age_minutes: form.maxAge.trim() ? Number(form.maxAge) : null,
  };
  if (form.kind === 'oidc') return { ...common, oidc: oidcOf(form) };
  return { ...common, saml: samlOf(form) };
}

const FIELD_OF_PATH: readonly [path: string, field: ProviderField][] = [
  ['/saml/entity_id', 'entityId'],
  ['/saml/sign_in_url', 'signInUrl'],
  ['/saml/certificates', 'certificates'],
  ['/oidc/issuer', 'issuer'],
  ['/oidc/client_id', 'clientId'],
  ['/oidc/client_secret', 'clientSecret'],
  ['/required_contexts', 'contexts'],
  ['/max_age_minutes', 'maxAge'],
];

/** The fields that the server refused, with its sentence. */
export function refusedFields(error: unknown): FieldErrors {
  const errors = isProblem(error) ? (error.problem.errors ?? []) : [];
  const refused: FieldErrors = {};
  for (const { path, message } of errors) {
    const field = FIELD_OF_PATH.find(([prefix]) => path.startsWith(prefix))?.[1];
    if (field) refused[field] = message;
  }
  return refused;
}

function samlProblems(form: ProviderForm, known: SingleSignOn | null): Partial<Record<ProviderField, FieldProblem>> {
  return withoutNull({
    entityId: form.entityId.trim() ? null : 'entity_id_missing',
    signInUrl: isWebAddress(form.signInUrl) ? null : 'address_bad',
    certificates: certificateProblem(form.certificates, keepsCertificates(form, known)),
  });
}

function oidcProblems(form: ProviderForm, known: SingleSignOn | null): Partial<Record<ProviderField, FieldProblem>> {
  return withoutNull({
    issuer: isWebAddress(form.issuer) ? null : 'address_bad',
    clientId: form.clientId.trim() ? null : 'client_id_missing',
    clientSecret: form.clientSecret || keepsSecret(form, known) ? null : 'client_secret_missing',
  });
}

const MOST_CONTEXTS = 10;
const MOST_MINUTES = 43_200;

function expectationProblems(form: ProviderForm): Partial<Record<ProviderField, FieldProblem>> {
  const contexts = contextsIn(form);
  const areNames = contexts.length <= MOST_CONTEXTS && contexts.every((name) => /^[\x21-\x7e]{1,200}$/.test(name));
  const minutes = Number(form.maxAge);
  const isAge = form.maxAge.trim() === '' || (Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES);
  return withoutNull({
    contexts: areNames ? null : 'contexts_bad',
    maxAge: isAge ? null : 'max_age_bad',
  });
}

function contextsIn({ contexts }: ProviderForm): string[] {
  return contexts.split(/\s+/).filter((name) => name !== '');
}

function certificateProblem(text: string, keeps: boolean): FieldProblem | null {
  const certificates = certificatesIn(text);
  if (certificates === null) return 'certificates_bad';
  if (certificates.length === 0) return keeps ? null : 'certificates_missing';
  return certificates.length > MOST_CERTIFICATES ? 'certificates_many' : null;
}

function samlOf(form: ProviderForm): NonNullable<SingleSignOnSettings['saml']> {
  const named = { entity_id: form.entityId.trim(), sign_in_url: form.signInUrl.trim() };
  const certificates = certificatesIn(form.certificates) ?? [];
  return certificates.length === 0 ? named : { ...named, certificates };
}

function oidcOf(form: ProviderForm): NonNullable<SingleSignOnSettings['oidc']> {
  const secret = form.clientSecret ? { client_secret: form.clientSecret } : {};
  return { issuer: form.issuer.trim(), client_id: form.clientId.trim(), ...secret };
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text.trim()) && URL.canParse(text.trim());
}

function withoutNull<K extends string, V>(record: Record<K, V | null>): Partial<Record<K, V>> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null)) as Partial<Record<K, V>>;
}
