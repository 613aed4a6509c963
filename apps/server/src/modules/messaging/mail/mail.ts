import type { Tx } from '../../../platform/database/index.ts';

export const MAIL_TEMPLATES = [
  'verify_email',
  'already_signed_up',
  'change_email',
  'email_changed',
  'reset_password',
  'password_changed',
  'unlock',
  'magic_link',
  'invitation',
  'second_factor_changed',
  'ownership_received',
  'account_connected',
  'impersonated',
  'account_suspended',
  'account_unsuspended',
  'sign_in_suspicious',
  'sign_in_new_device',
] as const;
export type MailTemplate = (typeof MAIL_TEMPLATES)[number];

export type MailLocale = 'en' | 'fr';

/** The row that a mailed link speaks for; the address with its token is made when the mail is rendered. */
export type MailLink = { readonly purpose: string; readonly id: string };

/**
 * A mail as what it says. Its `data` may hold, all of them optional and none of them secret:
 * - any template: `name` of the recipient; `organization` and `logo_url` (https) to show whose mail it is; `at` (RFC 3339),
 *   `device` and `ip` of what was done or asked for
 * - `email_changed`: `new_email`
 * - `second_factor_changed`: `change`, one of `totp_added`, `totp_removed`, `passkey_added`, `passkey_removed`,
 *   `backup_codes_renewed`, `backup_code_used`
 * - `invitation`: `inviter` (a name) and `role` (viewer, member, admin or owner)
 * - `ownership_received`: `former_owner` (a name)
 * - `account_connected`: `provider` (its name)
 * - `impersonated` and `account_suspended`: `reason`
 * - `magic_link`: `minutes` that it works; 15 where absent
 */
export type NewMail = {
  template: MailTemplate;
  recipient: string;
  locale: MailLocale;
  accountId: string | null;
  orgId: string | null;
  correlationId: string | null;
  data: Readonly<Record<string, string>>;
  link?: MailLink;
};

export type Mails = {
  /** Has the mail sent if, and only if, `tx` commits. Throws where `link` is not what the template takes. */
  send(tx: Tx, mail: NewMail): Promise<void>;
};

/** Outbox topic of a mail to be sent; its payload is a `NewMail`. */
export const MAIL_TOPIC = 'mail.requested';
