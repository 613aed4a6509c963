import { createTransport } from 'nodemailer';
import type { MailTransport } from './transport.ts';

export type SmtpSettings = {
  /** smtp:// or smtps://, with user, password and options of nodemailer such as `?requireTLS=true`. */
  readonly url: string;
  /** Whom mails come from, e.g. `Stepwell <no-reply@example.com>`. */
  readonly from: string;
};

const CONNECTION_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 15_000;
/** A transaction of the database is held meanwhile, and ended by the server when idle for a minute. */
const DELIVERY_TIMEOUT_MS = 30_000;

export function createSmtpTransport({ url, from }: SmtpSettings): MailTransport {
  const smtp = createTransport({
    url,
    dnsTimeout: CONNECTION_TIMEOUT_MS,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    greetingTimeout: CONNECTION_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
  });
  const domain = /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return {
    async deliver({ id, recipient, subject, text, html }) {
      const messageId = `<${id}@${domain}>`;
      await smtp.sendMail({
        from,
        // As an object it is one address, whatever commas and brackets somebody has put into it.
        to: { name: '', address: recipient },
        messageId,
        subject,
        text,
        html,
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: AbortSignal.timeout(DELIVERY_TIMEOUT_MS),
      });
      return { messageId };
    },
  };
}
