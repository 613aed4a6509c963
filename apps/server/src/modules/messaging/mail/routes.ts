import { isIP } from 'node:net';
import { type KeptMailView, listKeptMails, readKeptMail } from '@stepwell/contract';
import type { z } from 'zod';
import { commonErrors } from '../../../platform/errors/index.ts';
import { mount, type MountedRoute, ok, type RequestContext } from '../../../platform/http/index.ts';
import type { ListedMail, MailService } from './service.ts';

export function mailRoutes(mails: Pick<MailService, 'newest' | 'read'>): MountedRoute[] {
  return [
    mount(listKeptMails, async ({ context }) => {
      requireOwnMachine(context);
      return ok({ data: (await mails.newest()).map(viewOf) });
    }),
    mount(readKeptMail, async ({ params, context }) => {
      requireOwnMachine(context);
      const mail = await mails.read(params.id);
      return ok({ data: { ...viewOf(mail), text: mail.text, html: mail.html, links: [...mail.links] } });
    }),
  ];
}

/** The links in mails let people in: they are for whoever sits at the machine, not for its network. */
function requireOwnMachine({ ip }: RequestContext): void {
  const isOwn = ip === '::1' || (isIP(ip) === 4 && ip.startsWith('127.')) || ip.startsWith('::ffff:127.');
  if (!isOwn) throw commonErrors.not_found();
}

function viewOf(mail: ListedMail): z.input<typeof KeptMailView> {
  const { id, template, recipient, subject, locale, createdAt, sentAt } = mail;
  const times = { created_at: createdAt.toISOString(), sent_at: sentAt?.toISOString() ?? null };
  return { id, template, recipient, subject, locale, ...times };
}
