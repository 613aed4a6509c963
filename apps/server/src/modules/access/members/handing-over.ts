import type { SystemTx } from '../../../platform/database/index.ts';
import type { Mails } from '../../messaging/mail/index.ts';
import type { AuditActor } from '../callers/index.ts';
import { type MemberRow, organizationOf } from './read-model.ts';

/** The mail to whom an organization was handed over. */
export async function tellHeir(
  mails: Mails,
  tx: SystemTx,
  orgId: string,
  { heir, former, actor }: { heir: MemberRow; former: MemberRow; actor: AuditActor },
): Promise<void> {
  const { name: organization = '', logoUrl = null } = (await organizationOf(tx, orgId)) ?? {};
  await mails.send(tx, {
    template: 'ownership_received',
    recipient: heir.email,
    locale: heir.locale === 'fr' ? 'fr' : 'en',
    accountId: heir.accountId,
    orgId,
    correlationId: actor.correlationId ?? null,
    data: {
      name: heir.name,
      organization,
      former_owner: former.name,
      ...(logoUrl === null ? {} : { logo_url: logoUrl }),
    },
  });
}
