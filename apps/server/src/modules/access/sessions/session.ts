import type { MemberRole } from '@stepwell/contract';
import type { SignedIn } from '../../../platform/http/index.ts';

/** Somebody signed in. `orgId` and `role` are those of the organization worked in; null for an account that has none. */
export type Session = SignedIn & {
  readonly orgId: string | null;
  readonly role: MemberRole | null;
  readonly expiresAt: Date;
};

/** How somebody proved who they are. */
export const SIGN_IN_METHODS = [
  'password',
  'passkey',
  'magic_link',
  'oauth',
  'sso',
  'sign_up',
  'impersonation',
] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** Where a request came from. */
export type Origin = {
  readonly ip: string;
  readonly userAgent: string | undefined;
  readonly correlationId: string;
  /** Hash of the session cookie that came along, whether or not it is good. */
  readonly cookieHash?: Buffer | undefined;
};

/** What opens a session: everything about the person has been proved by whoever asks. */
export type NewSession = {
  readonly accountId: string;
  readonly kind: 'web' | 'api';
  readonly method: SignInMethod;
  readonly secondFactor: boolean;
  readonly origin: Origin;
  /** The organization to work in; the one last worked in where absent. */
  readonly orgId?: string;
  /** The organization whose identity provider has stated what that organization wants of it. */
  readonly provedFor?: string;
  /** The operator who acts in the account's name, and until when. */
  readonly impersonation?: { readonly operatorId: string; readonly until: Date; readonly reason: string };
};
