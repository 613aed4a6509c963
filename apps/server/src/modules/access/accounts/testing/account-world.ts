import { signIn, signUp } from '@stepwell/contract';
import { type AccessSettings, type AccessWorld, createAccessWorld } from '../../../../testing/access-world.ts';
import { createMailedTokens } from '../../../../platform/crypto/index.ts';
import type { MailTemplate, NewMail } from '../../../messaging/mail/index.ts';

export const NEW_PASSWORD = 'a new broom sweeps the cellar';

export type AccountWorld = AccessWorld & {
  readonly systemOrgId: string;
  /** Every mail of the kind to the address, oldest first. */
  mailsTo(email: string, template: MailTemplate): NewMail[];
  /** The token in the newest mail of the kind to the address. */
  tokenTo(email: string, template: MailTemplate): string;
  /** What a mailed link to the row with this id would carry. */
  tokenOf(purpose: string, id: string): string;
  /** Signs up and returns the token that verifies the address. */
  signUp(email: string, more?: Record<string, unknown>): Promise<string>;
  /** Signs in over the route and returns the value of the cookie. */
  signInWith(email: string, password: string): Promise<string>;
  audited(action: string): Promise<Record<string, unknown>[]>;
};

export async function createAccountWorld(settings: AccessSettings = {}): Promise<AccountWorld> {
  const world = await createAccessWorld(() => [], settings);
  const systemOrgId = (await world.addOrganization('stepwell', { isSystem: true })).id;
  const tokens = createMailedTokens(world.keyring);
  const mailsTo = (email: string, template: MailTemplate) =>
    world.mailed.filter((mail) => mail.recipient === email && mail.template === template);
  const tokenTo = (email: string, template: MailTemplate) => {
    const link = mailsTo(email, template).at(-1)?.link;
    if (link === undefined) throw new Error(`no mail ${template} with a link went to ${email}`);
    return tokens.tokenOf(link.purpose, link.id);
  };
  return {
    ...world,
    systemOrgId,
    mailsTo,
    tokenTo,
    tokenOf: (purpose, id) => tokens.tokenOf(purpose, id),
    async signUp(email, more = {}) {
      const body = { email, name: 'Grace Hopper', password: NEW_PASSWORD, accept_terms: true, ...more };
      const { status } = await world.call(signUp, { body });
      if (status !== 202) throw new Error(`signing up was answered with ${status}`);
      return tokenTo(email, 'verify_email');
    },
    async signInWith(email, password) {
      const { headers } = await world.call(signIn, { body: { email, password } });
      const cookie = cookieIn(headers);
      if (cookie === undefined) throw new Error('signing in was refused');
      return cookie;
    },
    audited: (action) => world.test.asOwner('select * from audit_entries where action = $1 order by id', [action]),
  };
}

/** Value of the session cookie that an answer sets; undefined when it sets none. */
export function cookieIn(headers: Readonly<Record<string, unknown>>): string | undefined {
  return /stepwell_session=([\w-]{43})/.exec(JSON.stringify(headers['set-cookie'] ?? ''))?.[1];
}
