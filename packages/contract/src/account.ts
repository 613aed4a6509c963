import { z } from 'zod';
import { Id, Timestamp } from './envelope.ts';
import { MEMBER_ROLES } from './policy.ts';

export const EmailAddress = z.email().max(320);
/** Length is counted in characters as people count them; the rules beyond it have codes of their own. */
export const NewPassword = z.string().min(1).max(512);
export const PersonName = z.string().trim().min(1).max(200);
export const AccountLocale = z.enum(['en', 'fr']);
/** What a mailed link carries. */
export const MailedToken = z.string().regex(/^[\w-]{60,120}$/, 'the token exactly as it stands in the link');

export const OPERATOR_ROLES = ['admin', 'super_admin'] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

export const SECOND_FACTOR_METHODS = ['totp', 'backup_code', 'passkey'] as const;
export const CONFIRMATION_METHODS = ['password', ...SECOND_FACTOR_METHODS] as const;

export const OrganizationRef = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  logo_url: z.string().nullable(),
  role: z.enum(MEMBER_ROLES),
  requires_second_factor: z
    .boolean()
    .describe('whoever works in it has to have proved a second factor, or come by its single sign-on'),
});

export const MeView = z
  .object({
    account: z.object({
      id: Id,
      email: z.string(),
      name: z.string(),
      locale: z.string().nullable(),
      email_verified: z.boolean(),
      has_password: z.boolean(),
      has_second_factor: z.boolean(),
      operator_role: z.enum(OPERATOR_ROLES).nullable(),
    }),
    organization: OrganizationRef.nullable().describe('the one worked in; null for an account that belongs to none'),
    organizations: z.array(OrganizationRef),
    session: z.object({
      id: Id,
      created_at: Timestamp,
      expires_at: Timestamp,
      second_factor: z.boolean(),
      confirmed_until: Timestamp.nullable().describe('until when dangerous actions need no fresh proof'),
      impersonator: z.object({ id: Id, name: z.string() }).nullable(),
    }),
    pending_terms: z.boolean().describe('a new major version of the terms waits for acceptance'),
  })
  .meta({ id: 'Me' });

/** What signing in leads to: either somebody is signed in, or a second factor is asked for. */
export const SecondFactorAsked = z
  .object({
    second_factor: z.object({
      token: z.string().describe('goes back with the second factor; good for ten minutes and five attempts'),
      methods: z.array(z.enum(SECOND_FACTOR_METHODS)),
    }),
  })
  .meta({ id: 'SecondFactorAsked' });
