import { createHmac } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Json } from '@stepwell/engine';
import { getParser } from 'bowser';
import type { Clock } from '../../../platform/clock/index.ts';
import { createMailedTokens, type Keyring, type MailedTokens } from '../../../platform/crypto/index.ts';
import type { Database, SystemTx } from '../../../platform/database/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import type { Log } from '../../../platform/telemetry/index.ts';
import type { MailLink, MailLocale, Mails, MailTemplate } from '../../messaging/mail/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { AuditActor, SignedInPrincipal } from '../callers/index.ts';
import type { Organizations } from '../organizations/index.ts';
import type { Origin, Sessions } from '../sessions/index.ts';
import type { BreachCheck } from './breach-check.ts';
import { ARGON2ID, createPasswords, type PasswordCost, type Passwords } from './passwords.ts';
import { createStrengthMeter, type StrengthMeter } from './strength.ts';

/** What the room that signs people in offers; it stands on this one, which is why this one says what it needs. */
type ProofAttempts = {
  attempt(
    person: { readonly who: SignedInPrincipal; readonly actor: AuditActor },
    prove: () => Promise<boolean>,
  ): Promise<'proved' | 'failed' | 'ended'>;
};

export type AccountDependencies = {
  readonly database: Pick<Database, 'asSystem' | 'hotSystemStatement'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly keyring: Keyring;
  readonly audit: AuditWriter;
  readonly organizations: Pick<Organizations, 'auditHome'>;
  readonly mails: Mails;
  readonly sessions: Pick<Sessions, 'openSession' | 'endSessions' | 'me' | 'forget'>;
  /** Counts wrong answers of whoever is signed in; the fifth in a row ends their session. */
  readonly proofs: ProofAttempts;
  /** Called after an account has proved its address. */
  readonly emailVerified?: ((accountId: string) => Promise<void>) | undefined;
  /** Looks passwords up among stolen ones. */
  readonly checkBreach: BreachCheck;
  /** How long a magic link lasts, 15 minutes at most; null where nobody signs in by mail. 15 where absent. */
  readonly magicLinkMinutes?: number | null | undefined;
  /** Tests pay less. */
  readonly passwordCost?: PasswordCost | undefined;
  /** No answer that could tell who has an account is given sooner than this after its work has begun. Tests wait less. */
  readonly evenAnswerMs?: number | undefined;
};

/** What the use-cases of the room work with. */
export type AccountWork = AccountDependencies & {
  readonly passwords: Passwords;
  readonly mailedTokens: MailedTokens;
  readonly strength: StrengthMeter;
  /** What an address is kept as where nobody may be able to read it. */
  addressHash(email: string): Buffer;
  /** Six digits that belong to the magic link of this id; nothing of them is kept. */
  codeOfLink(id: string): string;
};

const EVEN_ANSWER_MS = 150;
const CODE_DIGITS = 6;
/** Enough of them that no digits come more often than others to speak of. */
const CODE_BYTES = 6;
const MAX_DEVICE_LENGTH = 120;

export function createAccountWork(deps: AccountDependencies): AccountWork {
  const addressKey = deps.keyring.derive('sign-in failures');
  const codeKey = deps.keyring.derive('codes of magic links');
  return {
    ...deps,
    passwords: createPasswords(deps.passwordCost ?? ARGON2ID),
    mailedTokens: createMailedTokens(deps.keyring),
    strength: createStrengthMeter(),
    addressHash: (email) => createHmac('sha256', addressKey).update(email.trim().toLowerCase()).digest(),
    codeOfLink: (id) => digitsOf(createHmac('sha256', codeKey).update(id).digest()),
  };
}

function digitsOf(mac: Buffer): string {
  return String(mac.readUIntBE(0, CODE_BYTES) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');
}

/**
 * The answer waits until work of either outcome is long done, so that its time does not tell which it was. Holds no
 * connection while it waits.
 */
export async function evenly<T>({ evenAnswerMs = EVEN_ANSWER_MS }: AccountWork, work: () => Promise<T>): Promise<T> {
  const [outcome] = await Promise.allSettled([work(), setTimeout(evenAnswerMs)]);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

/** Somebody signed in who does something with their own account. */
export type Caller = { readonly who: SignedInPrincipal; readonly actor: AuditActor; readonly origin: Origin };

/** The one behind a request whom nothing proves. */
export function unproved(origin?: Origin): AuditActor {
  return { actorKind: 'system', actorId: null, ...origin };
}

/** The one whom a mailed link proves. */
export function provedByLink(accountId: string, origin: Origin): AuditActor {
  return { actorKind: 'member', actorId: accountId, ...origin };
}

export type AccountDeed = {
  /** Null for an address that nobody has. */
  readonly accountId: string | null;
  readonly action: string;
  readonly actor: AuditActor;
  /** The installation's own where absent or null. */
  readonly orgId?: string | null;
  readonly after?: Json;
};

export async function record(
  { audit, organizations }: AccountWork,
  tx: SystemTx,
  { accountId, action, actor, orgId, after }: AccountDeed,
): Promise<void> {
  await audit.append(tx, {
    ...actor,
    orgId: orgId ?? (await organizations.auditHome(tx)),
    environment: null,
    action,
    resourceKind: 'account',
    resourceId: accountId ?? 'unknown',
    ...(after === undefined ? {} : { after }),
  });
}

type Addressee = { readonly id: string; readonly email: string; readonly name: string; readonly locale: string | null };

type NewNotice = {
  readonly template: MailTemplate;
  readonly origin: Origin | undefined;
  readonly link?: MailLink;
  readonly data?: Readonly<Record<string, string>>;
};

/** A mail to somebody with an account, in their language. */
export async function sendTo(
  { mails }: AccountWork,
  tx: SystemTx,
  { id, email, name, locale }: Addressee,
  mail: NewNotice,
): Promise<void> {
  await mails.send(tx, {
    template: mail.template,
    recipient: email,
    locale: mailLocale(locale),
    accountId: id,
    orgId: null,
    correlationId: mail.origin?.correlationId ?? null,
    data: { name, ...mail.data },
    ...(mail.link === undefined ? {} : { link: mail.link }),
  });
}

function mailLocale(locale: string | null): MailLocale {
  return locale === 'fr' ? 'fr' : 'en';
}

/** When, with what and from where, as mails about a deed tell it. */
export function deedData({ clock }: AccountWork, { ip, userAgent }: Origin): Record<string, string> {
  return { at: clock.now().toISOString(), ip, ...(userAgent === undefined ? {} : { device: deviceOf(userAgent) }) };
}

function deviceOf(userAgent: string): string {
  if (userAgent === '') return '';
  const { browser, os } = getParser(userAgent).getResult();
  const known = [browser.name, os.name].filter((name) => name !== undefined && name !== '');
  return (known.length > 0 ? known.join(', ') : userAgent).slice(0, MAX_DEVICE_LENGTH);
}
