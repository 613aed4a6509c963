import { type Environment, ExternalId } from '@stepwell/contract';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Sealer } from '../../../platform/crypto/index.ts';
import type { Database, TenantTx, Tx } from '../../../platform/database/index.ts';
import type {
  ApiKeyPrincipal,
  MemberPrincipal,
  ParticipantClaims,
  ParticipantPrincipal,
} from '../../../platform/http/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { AuditActor } from '../callers/index.ts';
import type { Organizations } from '../organizations/index.ts';
import { participantTokenErrors } from './errors.ts';
import { createLiveSecrets, type LiveSecret, type LiveSecrets } from './live-secrets.ts';
import { hostedLink, type MintedToken, mint } from './minting.ts';
import { listSecrets } from './repository.ts';
import { addSecret, dropSecret, type RotationDependencies } from './secret-rotation.ts';
import type { NewSigningSecret, SecretRecord } from './signing-secret.ts';
import { createTokenVerifier, type TokenHints, type TokenVerifier } from './verification.ts';
import { webhookSigner } from './webhook-signature.ts';

export type SignedWebhook = {
  /** Short name of the organization. */
  readonly organization: string;
  readonly environment: Environment;
  /** The body exactly as it was received. */
  readonly rawBody: string;
  /** `X-Webhook-Signature`. */
  readonly header: string | undefined;
};

/** What other rooms may ask. */
export type ParticipantTokens = {
  /**
   * Throws `token_malformed`, `token_algorithm_refused`, `token_signature_invalid`, `token_other_environment`,
   * `token_expired`, `organization_unknown`.
   */
  verifyParticipantToken(token: string, hints: TokenHints): Promise<ParticipantPrincipal>;
  /** Throws `unsigned_participant_refused` outside `test`, `organization_unknown`. */
  believeUnsigned(externalId: string, hints: TokenHints): Promise<ParticipantPrincipal>;
  /** Signs with the newest live secret; makes one where there is none. Call outside transactions. */
  mintParticipantToken(
    orgId: string,
    environment: Environment,
    externalId: string,
    claims: ParticipantClaims,
    ttlSeconds: number,
  ): Promise<MintedToken>;
  /** Whose webhook it is. Throws `signature_invalid`, `signature_expired`. */
  verifyWebhookSignature(signed: SignedWebhook): Promise<{ orgId: string }>;
  /** Makes a signing secret within other work. Throws `two_secrets_live`. */
  addSigningSecret(tx: Tx, owner: { orgId: string; environment: Environment }): Promise<NewSigningSecret>;
  /** What is remembered is dropped after the commit, here and in every process: an organization was suspended. */
  forget(tx: Tx): void;
  /** Drops what is remembered when another process changes secrets. Call once at start. */
  followRevocations(): Promise<{ stop(): void }>;
};

export type ParticipantLink = { readonly url: string; readonly token: string; readonly expiresAt: Date };
type Tenant = MemberPrincipal | ApiKeyPrincipal;

/** The use-cases behind the room's own routes. */
export type ParticipantTokenService = ParticipantTokens & {
  list(orgId: string): Promise<SecretRecord[]>;
  create(member: MemberPrincipal, environment: Environment, actor: AuditActor): Promise<NewSigningSecret>;
  /** Revoking twice changes nothing. Throws `not_found`, `last_secret`. */
  revoke(member: MemberPrincipal, id: string, actor: AuditActor): Promise<void>;
  /** Throws `flow_not_live`. */
  link(
    tenant: Tenant,
    wish: { externalId: string; flow: string; ttlSeconds: number },
    actor: AuditActor,
  ): Promise<ParticipantLink>;
};

export type ParticipantTokenDependencies = {
  readonly database: Pick<Database, 'asTenant' | 'hotStatement' | 'hotSystemStatement' | 'listen'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly sealer: Sealer;
  readonly publicUrl: string;
  readonly audit: AuditWriter;
  readonly organizations: Pick<Organizations, 'organizationById' | 'organizationBySlug'>;
  readonly flowIsLive: (tx: TenantTx, environment: Environment, flowKey: string) => Promise<boolean>;
};

type Work = ParticipantTokenDependencies &
  RotationDependencies & { readonly secrets: LiveSecrets; readonly verifier: TokenVerifier };

const CHANNEL = 'stepwell_signing_secrets';

export function createParticipantTokens(deps: ParticipantTokenDependencies): ParticipantTokenService {
  const { database } = deps;
  const secrets = createLiveSecrets(deps);
  const verifier = createTokenVerifier({ ...deps, secrets });
  const forget = () => {
    secrets.clear();
    verifier.clear();
  };
  const secretsChanged = (tx: Tx) => {
    tx.afterCommit(forget);
    tx.wakeAfterCommit(CHANNEL);
  };
  const work: Work = { ...deps, secrets, verifier, secretsChanged };
  return {
    verifyParticipantToken: (token, hints) => verifier.verify(token, hints),
    believeUnsigned: (externalId, hints) => believeUnsigned(work, externalId, hints),
    mintParticipantToken: async (orgId, environment, externalId, claims, ttlSeconds) =>
      mint(await signerFor(work, orgId, environment), externalId, claims, { ttlSeconds, now: deps.clock.now() }),
    verifyWebhookSignature: (signed) => verifyWebhookSignature(work, signed),
    addSigningSecret: (tx, owner) => addSecret(work, tx, owner),
    forget: secretsChanged,
    followRevocations: () => database.listen(CHANNEL, forget),
    list: (orgId) => database.asTenant(orgId, listSecrets),
    create: (member, environment, actor) => create(work, member, environment, actor),
    revoke: (member, id, actor) => revoke(work, member, id, actor),
    link: (tenant, wish, actor) => link(work, tenant, wish, actor),
  };
}

async function believeUnsigned(
  { organizations }: Work,
  externalId: string,
  hints: TokenHints,
): Promise<ParticipantPrincipal> {
  const believable = hints.environment === 'test' && ExternalId.safeParse(externalId).success;
  if (!believable) throw participantTokenErrors.unsigned_participant_refused();
  const organization = hints.organization && (await organizations.organizationBySlug(hints.organization));
  if (!organization) throw participantTokenErrors.organization_unknown();
  return { kind: 'participant', orgId: organization.id, environment: 'test', externalId, claims: {} };
}

async function verifyWebhookSignature(work: Work, signed: SignedWebhook): Promise<{ orgId: string }> {
  const { organizations, secrets, clock } = work;
  const organization = await organizations.organizationBySlug(signed.organization);
  if (organization === undefined) throw participantTokenErrors.signature_invalid();
  const live = (await secrets.of(organization.id)).filter(({ environment }) => environment === signed.environment);
  const signer = webhookSigner(live, { ...signed, nowMs: clock.nowMs() });
  await secrets.noteUse(organization.id, signer);
  return { orgId: organization.id };
}

async function signerFor(work: Work, orgId: string, environment: Environment): Promise<LiveSecret> {
  const live = async () => (await work.secrets.of(orgId)).find((secret) => secret.environment === environment);
  const known = await live();
  if (known !== undefined) return known;
  await work.database.asTenant(orgId, (tx) => addSecret(work, tx, { orgId, environment }));
  const made = await live();
  if (made === undefined) throw new Error('a signing secret that was just made is not there');
  return made;
}

async function create(work: Work, { orgId }: MemberPrincipal, environment: Environment, actor: AuditActor) {
  return work.database.asTenant(orgId, async (tx) => {
    const secret = await addSecret(work, tx, { orgId, environment });
    const what = { action: 'signing_secret.create', resourceKind: 'signing_secret', resourceId: secret.id };
    await work.audit.append(tx, { orgId, environment, ...actor, ...what });
    return secret;
  });
}

async function revoke(work: Work, { orgId }: MemberPrincipal, id: string, actor: AuditActor): Promise<void> {
  await work.database.asTenant(orgId, async (tx) => {
    const dropped = await dropSecret(work, tx, id);
    if (dropped === undefined) return;
    const what = { action: 'signing_secret.revoke', resourceKind: 'signing_secret', resourceId: id };
    await work.audit.append(tx, { orgId, environment: dropped.environment, ...actor, ...what });
  });
}

async function link(
  work: Work,
  { orgId, environment }: Tenant,
  { externalId, flow, ttlSeconds }: { externalId: string; flow: string; ttlSeconds: number },
  actor: AuditActor,
): Promise<ParticipantLink> {
  const organization = await work.organizations.organizationById(orgId);
  if (organization === undefined) throw participantTokenErrors.organization_unknown();
  await work.database.asTenant(orgId, async (tx) => {
    if (!(await work.flowIsLive(tx, environment, flow))) throw participantTokenErrors.flow_not_live();
    const what = { action: 'participant_link.create', resourceKind: 'participant', resourceId: externalId };
    await work.audit.append(tx, { orgId, environment, ...actor, ...what, after: { flow, ttl_seconds: ttlSeconds } });
  });
  const signer = await signerFor(work, orgId, environment);
  const { token, expiresAt } = await mint(signer, externalId, {}, { ttlSeconds, now: work.clock.now() });
  const url = hostedLink(work.publicUrl, { organization: organization.slug, flow, environment, token });
  return { url, token, expiresAt };
}
