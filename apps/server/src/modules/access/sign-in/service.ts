import type { Clock } from '../../../platform/clock/index.ts';
import type { Database, SystemTx } from '../../../platform/database/index.ts';
import type { Mails } from '../../messaging/mail/index.ts';
import type { AuditWriter } from '../../protection/audit/index.ts';
import type { Accounts } from '../accounts/index.ts';
import type { Ceremonies } from '../ceremonies/index.ts';
import type { Organizations } from '../organizations/index.ts';
import type { SecondFactors } from '../second-factors/index.ts';
import type { OpenedSession, Origin, SessionService, Tokens } from '../sessions/index.ts';
import { type Admission, admit, type SecondFactorAsked } from './admission.ts';
import {
  beginConfirmation,
  type Confirmation,
  type ConfirmationBegun,
  confirmIdentity,
  type IdentityConfirmed,
  type Person,
} from './confirmation.ts';
import {
  type MagicLinkRequest,
  type MagicLinkRequested,
  type MagicLinkSignIn,
  requestMagicLink,
  withMagicLink,
} from './magic-link.ts';
import { watched } from './owner-notice.ts';
import { beginPasskey, type PasskeyBegun, withPasskey } from './passkey.ts';
import { type PasswordSignIn, withPassword } from './password.ts';
import { type SecondFactorSignIn, withSecondFactor } from './second-factor.ts';

/** Lets people in once they have proved who they are. */
export type SignIn = {
  /** Throws `sign_in_failed`, `sign_in_locked`, `account_suspended`, `single_sign_on_required`. */
  withPassword(request: PasswordSignIn): Promise<OpenedSession | SecondFactorAsked>;
  /** The same for an API client. */
  logInWithPassword(request: PasswordSignIn): Promise<Tokens | SecondFactorAsked>;
  /** The second half of either. Throws `ceremony_over`, `code_wrong`, `passkey_refused`, `account_suspended`. */
  withSecondFactor(request: SecondFactorSignIn): Promise<OpenedSession>;
  logInWithSecondFactor(request: SecondFactorSignIn): Promise<Tokens>;
  /** With the token of a second factor, for that one. Throws `ceremony_over`. */
  beginPasskey(secondFactorToken?: string): Promise<PasskeyBegun>;
  /** Counts as two factors. Throws `ceremony_over`, `passkey_refused`, `account_suspended`, `single_sign_on_required`. */
  withPasskey(request: { token: string; assertion: unknown; origin: Origin }): Promise<OpenedSession>;
  /** Says nothing of whether somebody has the address, nor does the time it takes. Throws `magic_links_off`. */
  requestMagicLink(request: MagicLinkRequest): Promise<MagicLinkRequested>;
  /** Throws `link_…`, `sign_in_locked`, `single_sign_on_required`. */
  withMagicLink(request: MagicLinkSignIn): Promise<OpenedSession | SecondFactorAsked>;
  /**
   * For other first factors: signs in whoever proved one, or asks for the second. Throws `account_suspended`,
   * `single_sign_on_required`, `sign_in_locked`.
   */
  admit(tx: SystemTx, admission: Admission): Promise<OpenedSession | SecondFactorAsked>;
  /** How somebody signed in can prove that it is still them. */
  beginConfirmation(person: Person): Promise<ConfirmationBegun>;
  /** Throws `confirmation_failed`, `confirmation_method_refused`, `ceremony_over`. */
  confirm(person: Person, confirmation: Confirmation): Promise<IdentityConfirmed>;
};

export type SignInDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  readonly mails: Mails;
  readonly accounts: Pick<
    Accounts,
    | 'checkPassword'
    | 'passwordMatches'
    | 'accountByEmail'
    | 'accountById'
    | 'issueMagicLink'
    | 'assertMagicLinkAskedHere'
    | 'useMagicLink'
  >;
  readonly organizations: Pick<Organizations, 'auditHome'>;
  readonly sessions: Pick<
    SessionService,
    'openSession' | 'openApiSession' | 'confirm' | 'isUnfamiliar' | 'revoke' | 'forget'
  >;
  readonly ceremonies: Pick<Ceremonies, 'begin' | 'attempt' | 'take' | 'finish' | 'change' | 'failedAttempts'>;
  readonly secondFactors: Pick<SecondFactors, 'standingOf' | 'passkeyRequest' | 'prove' | 'provePasskey'>;
  /** The organization that lets somebody sign in with its single sign-on only. */
  readonly singleSignOn: { requiredBy(tx: SystemTx, accountId: string): Promise<string | undefined> };
};

export function createSignIn(deps: SignInDependencies): SignIn {
  const { openSession, openApiSession } = deps.sessions;
  const web = { kind: 'web', open: watched(deps, openSession, ({ id }) => id) } as const;
  const api = { kind: 'api', open: watched(deps, openApiSession, ({ sessionId }) => sessionId) } as const;
  return {
    withPassword: (request) => withPassword(deps, web, request),
    logInWithPassword: (request) => withPassword(deps, api, request),
    withSecondFactor: (request) => withSecondFactor(deps, web, request),
    logInWithSecondFactor: (request) => withSecondFactor(deps, api, request),
    beginPasskey: (secondFactorToken) => beginPasskey(deps, secondFactorToken),
    withPasskey: (request) => withPasskey(deps, web, request),
    requestMagicLink: (request) => requestMagicLink(deps, request),
    withMagicLink: (request) => withMagicLink(deps, web, request),
    admit: (tx, admission) => admit(deps, tx, web, admission),
    beginConfirmation: (person) => beginConfirmation(deps, person),
    confirm: (person, confirmation) => confirmIdentity(deps, person, confirmation),
  };
}
