import type { Statement, SystemTx } from '../../../platform/database/index.ts';
import type { KeptMail } from './repository.ts';

const NEWEST_COUNT = 50;

const KEPT = `select id, template, recipient, locale, data->'values' as data, nullif(data->'link', 'null') as link,
    created_at as "createdAt", sent_at as "sentAt"
  from mails`;
/** Newest first: ids sort by time. */
const NEWEST: Statement = { name: 'mails_newest', text: `${KEPT} order by id desc limit $1` };
const ONE: Statement = { name: 'mails_one', text: `${KEPT} where id = $1` };

export function newestMails(tx: SystemTx): Promise<KeptMail[]> {
  return tx.run<KeptMail>(NEWEST, [NEWEST_COUNT]);
}

export async function readMail(tx: SystemTx, id: string): Promise<KeptMail | undefined> {
  return (await tx.run<KeptMail>(ONE, [id]))[0];
}
