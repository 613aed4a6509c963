import { fixedClock } from '../../../../platform/clock/index.ts';
import { createKeyring, createMailedTokens } from '../../../../platform/crypto/index.ts';
import { silentLog } from '../../../../platform/database/index.ts';
import { sequentialIds } from '../../../../platform/ids/index.ts';
import { startOutboxDispatcher } from '../../../../platform/outbox/index.ts';
import { createTestDatabase } from '../../../../testing/template-database.ts';
import { createMails, MAIL_TOPIC, type NewMail } from '../index.ts';
import { openPostOffice, type PostOffice, type ReceivedMail } from './post-office.ts';

export const ORG = '01900000-0000-7000-8000-00000000000a';
const PUBLIC_URL = 'https://onboarding.example.com';
const FROM = 'Stepwell <no-reply@onboarding.example.com>';
const NEVER_MS = 3_600_000;
const keyring = createKeyring(Buffer.alloc(32, 9));

export const tokens = createMailedTokens(keyring);

/** The token of the first link in `text`; empty where there is none. */
export function tokenIn(text: string): string {
  return /#token=([\w-]+)/.exec(text)?.[1] ?? '';
}

export type MailRoom = Awaited<ReturnType<typeof openMailRoom>>;

/** The room with a database of its own, a mail server and a dispatcher that looks when it is told to. */
export async function openMailRoom() {
  const clock = fixedClock('2026-03-02T09:00:00.000Z');
  const db = await createTestDatabase({ clock });
  const { database } = db;
  await db.asOwner(`insert into organizations (id, slug, name, created_at) values ($1, 'harbour', 'Harbour', now())`, [
    ORG,
  ]);
  let office = await openPostOffice();
  const smtp = { url: office.url, from: FROM };
  const deps = { database, clock, ids: sequentialIds(), keyring, publicUrl: PUBLIC_URL };
  const mails = createMails({ ...deps, smtp, isProduction: true });
  const subscriptions = { [MAIL_TOPIC]: [mails.handler] };
  const dispatcher = await startOutboxDispatcher({ database, subscriptions, clock, log: silentLog, pollMs: NEVER_MS });
  const send = (mail: NewMail) => database.asSystem('sending a mail in a test', (tx) => mails.send(tx, mail));
  return {
    db,
    clock,
    mails,
    dispatcher,
    send,
    office: (): PostOffice => office,
    /** The mail server comes back where it was. */
    async reopenOffice(): Promise<void> {
      office = await openPostOffice(Number(new URL(smtp.url).port));
    },
    async sendNow(mail: NewMail): Promise<ReceivedMail> {
      const before = office.received.length;
      await send(mail);
      await dispatcher.idle();
      const received = office.received[before];
      if (received === undefined) throw new Error('the mail was not received');
      return received;
    },
    async close(): Promise<void> {
      await dispatcher.stop();
      await office.close();
      await db.drop();
    },
  };
}
