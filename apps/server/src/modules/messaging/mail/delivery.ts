import type { Clock } from '../../../platform/clock/index.ts';
import type { OutboxHandler } from '../../../platform/outbox/index.ts';
import type { NewMail } from './mail.ts';
import type { MailRenderer } from './render.ts';
import { keepMail, markSent } from './repository.ts';
import type { MailTransport } from './transport.ts';

type Delivery = { readonly clock: Clock; readonly render: MailRenderer; readonly transport: MailTransport };

/**
 * Keeps the mail under the event's id and sends it. One that is marked sent is not sent again; a crash between the
 * server's yes and the commit sends it twice, under the same Message-ID, by which many readers show it once. Mails wait
 * for the server inside the delivery's transaction, which is why the transport gives up after half a minute.
 */
export function mailHandler({ clock, render, transport }: Delivery): OutboxHandler {
  return {
    name: 'mail',
    scope: 'system',
    async run({ id, payload, createdAt }, tx) {
      const mail = payload as NewMail;
      if (!(await keepMail(tx, id, mail, createdAt))) return;
      const sent = await transport.deliver({ ...render(mail), id, recipient: mail.recipient });
      if (sent !== null) await markSent(tx, id, sent.messageId, clock.now());
    },
  };
}
