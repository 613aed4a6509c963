import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@stepwell/contract/client';
import { listKeptMails, readKeptMail } from '@stepwell/contract';

const PATIENCE_MS = 10_000;
const PAUSE_MS = 100;

type Mail = { readonly subject: string; readonly text: string; readonly links: readonly string[] };

/** The newest mail of a kind to an address: the server has no mail server and keeps what it would send. */
export async function mailed(url: string, recipient: string, template: string): Promise<Mail> {
  const call = createClient({ baseUrl: url });
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const { data: mails } = await call(listKeptMails);
    const mail = mails.find((one) => one.recipient === recipient && one.template === template);
    if (mail) return (await call(readKeptMail, { params: { id: mail.id } })).data;
    await sleep(PAUSE_MS);
  }
  throw new Error(`no ${template} was mailed to ${recipient}`);
}

/** The link with a token in the newest mail of a kind to an address. */
export async function mailedLink(url: string, recipient: string, template: string): Promise<string> {
  const { links } = await mailed(url, recipient, template);
  const link = links.find((address) => address.includes('#token='));
  if (link === undefined) throw new Error(`the ${template} to ${recipient} has no link`);
  return link;
}
