import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@stepwell/contract/client';
import { listKeptMails, readKeptMail } from '@stepwell/contract';

const PATIENCE_MS = 10_000;
const PAUSE_MS = 100;

/** The link in the newest mail of a kind to an address: the server has no mail server and keeps what it would send. */
export async function mailedLink(url: string, recipient: string, template: string): Promise<string> {
  const call = createClient({ baseUrl: url });
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const { data: mails } = await call(listKeptMails);
    const mail = mails.find((one) => one.recipient === recipient && one.template === template);
    if (mail) {
      const { data } = await call(readKeptMail, { params: { id: mail.id } });
      const link = data.links.find((address) => address.includes('#token='));
      if (link !== undefined) return link;
    }
    await sleep(PAUSE_MS);
  }
  throw new Error(`no ${template} was mailed to ${recipient}`);
}
