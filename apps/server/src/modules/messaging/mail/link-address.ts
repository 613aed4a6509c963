import type { MailedTokens } from '../../../platform/crypto/index.ts';
import type { MailTemplate, NewMail } from './mail.ts';

/** Pages that a mailed link leads to; the token goes behind `#`, where no server and no log sees it. */
const PAGES: Partial<Record<MailTemplate, string>> = {
  verify_email: '/verify-email',
  change_email: '/verify-email',
  reset_password: '/reset-password',
  unlock: '/unlock',
  magic_link: '/magic-link',
  invitation: '/invitation',
};

/** Where the button of other templates leads. */
const PLACES: Partial<Record<MailTemplate, string>> = { already_signed_up: '/sign-in', ownership_received: '/' };

type Linked = Pick<NewMail, 'template' | 'link'>;

/** @throws Error when the template has a link and the mail has none for it, or the other way round. */
export function requireLink({ template, link }: Linked): void {
  const purpose = template in PAGES ? template : undefined;
  if (link?.purpose !== purpose) throw new Error(`a mail ${template} takes ${purpose ? 'a link for it' : 'no link'}`);
}

/** The address behind the button of the mail; undefined where it has none. */
export function addressOf(mail: Linked, publicUrl: string, tokens: MailedTokens): string | undefined {
  requireLink(mail);
  const { template, link } = mail;
  const path = link ? `${PAGES[template]}#token=${tokens.tokenOf(link.purpose, link.id)}` : PLACES[template];
  return path === undefined ? undefined : publicUrl.replace(/\/+$/, '') + path;
}
