import { MAIL_TEMPLATES, type MailLocale, type MailTemplate, type NewMail } from '../mail.ts';

/** What the link of a sample speaks for. */
export const LINK_ID = '01900000-0000-7000-8000-0000000000aa';

const LINKED: readonly MailTemplate[] = [
  'verify_email',
  'change_email',
  'reset_password',
  'unlock',
  'magic_link',
  'invitation',
];

/** Every value that a template may speak of. */
const DATA = {
  name: 'Ada',
  organization: 'Harbour Studio',
  new_email: 'ada@new.example.com',
  at: '2026-03-02T09:00:00.000Z',
  device: 'Firefox on Linux',
  ip: '192.0.2.7',
  change: 'passkey_added',
  inviter: 'Grace',
  role: 'admin',
  former_owner: 'Grace',
  provider: 'Example Id',
  reason: 'The invitation never arrived',
};

export function sampleMail(template: MailTemplate, locale: MailLocale, more: Partial<NewMail> = {}): NewMail {
  return {
    template,
    locale,
    recipient: 'ada@example.com',
    accountId: null,
    orgId: null,
    correlationId: 'correlation-of-the-tests',
    data: DATA,
    ...(LINKED.includes(template) ? { link: { purpose: template, id: LINK_ID } } : {}),
    ...more,
  };
}

export const EVERY_KIND = MAIL_TEMPLATES.flatMap((template) => [
  { template, locale: 'en' as const, isLinked: LINKED.includes(template) },
  { template, locale: 'fr' as const, isLinked: LINKED.includes(template) },
]);
