import type { Statement, SystemTx } from '../../../platform/database/index.ts';
import type { NewMail } from './mail.ts';

/** `template` and `locale` are text for the database; what is read back was written by `keepMail`. */
export type KeptMail = Pick<NewMail, 'template' | 'recipient' | 'locale' | 'data' | 'link'> & {
  readonly id: string;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
};

/** The link is kept as the row it speaks for: its token is made whenever the mail is rendered. */
const KEEP: Statement = {
  name: 'mails_keep',
  text: `insert into mails (id, org_id, account_id, recipient, template, locale, data, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (id) do nothing`,
};
const LOCK_UNSENT: Statement = {
  name: 'mails_lock_unsent',
  text: `select id from mails where id = $1 and sent_at is null for update`,
};
const MARK_SENT: Statement = {
  name: 'mails_mark_sent',
  text: `update mails set sent_at = $2, message_id = $3 where id = $1`,
};

/** Keeps what the mail says, once per id. False when it was sent before. */
export async function keepMail(tx: SystemTx, id: string, mail: NewMail, at: Date): Promise<boolean> {
  const { orgId, accountId, recipient, template, locale, data, link } = mail;
  const kept = { values: data, link: link ?? null };
  await tx.run(KEEP, [id, orgId, accountId, recipient, template, locale, kept, at]);
  return (await tx.run(LOCK_UNSENT, [id])).length === 1;
}

export async function markSent(tx: SystemTx, id: string, messageId: string, at: Date): Promise<void> {
  await tx.run(MARK_SENT, [id, at, messageId]);
}
