import { MAIL_TOPIC, type MailService } from '../modules/messaging/mail/index.ts';
import { PUBLICATION_TOPICS, type PublicationService } from '../modules/onboarding/publications/index.ts';
import type { OutboxSubscriptions } from '../platform/outbox/index.ts';

/** Who hears of what. Every handler is idempotent by the event's id. */
export function subscriptionsOf({
  publications,
  mails,
}: {
  publications: PublicationService;
  mails: Pick<MailService, 'handler'>;
}): OutboxSubscriptions {
  return {
    ...Object.fromEntries(Object.values(PUBLICATION_TOPICS).map((topic) => [topic, [publications.handler]])),
    [MAIL_TOPIC]: [mails.handler],
  };
}
