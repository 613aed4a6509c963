import { z } from 'zod';
import { dataOf, Id, Locale, Timestamp } from '../envelope.ts';
import { defineRoute } from '../route.ts';

const common = {
  tag: 'Development',
  audience: { public: true },
  limit: 'anonymous',
  description: 'Not found where mails are really sent, in production, and for other machines than the server’s own.',
} as const;

/** A mail kept by an installation that has no mail server. */
export const KeptMailView = z
  .object({
    id: Id,
    template: z.string(),
    recipient: z.string(),
    subject: z.string(),
    locale: Locale,
    created_at: Timestamp,
    sent_at: Timestamp.nullable(),
  })
  .meta({ id: 'KeptMail' });

export const listKeptMails = defineRoute({
  ...common,
  id: 'listKeptMails',
  method: 'GET',
  path: '/api/v1/dev/mails',
  summary: 'The newest 50 mails of the local outbox, newest first',
  responses: { 200: dataOf(z.array(KeptMailView)) },
  errors: ['not_found'],
});

export const readKeptMail = defineRoute({
  ...common,
  id: 'readKeptMail',
  method: 'GET',
  path: '/api/v1/dev/mails/{id}',
  summary: 'One mail of the local outbox as its reader sees it',
  params: z.object({ id: Id }),
  responses: {
    200: dataOf(
      KeptMailView.extend({
        text: z.string(),
        html: z.string(),
        links: z.array(z.url()).describe('addresses that the mail leads to'),
      }).meta({ id: 'KeptMailText' }),
    ),
  },
  errors: ['not_found'],
});

export const mailRoutes = [listKeptMails, readKeptMail] as const;
