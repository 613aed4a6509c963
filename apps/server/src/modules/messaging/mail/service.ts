import type { Clock } from '../../../platform/clock/index.ts';
import type { Keyring } from '../../../platform/crypto/index.ts';
import type { Database, SystemTx, TenantTx, Tx } from '../../../platform/database/index.ts';
import { commonErrors } from '../../../platform/errors/index.ts';
import type { IdSource } from '../../../platform/ids/index.ts';
import { appendOutbox, type OutboxHandler } from '../../../platform/outbox/index.ts';
import { mailHandler } from './delivery.ts';
import { requireLink } from './link-address.ts';
import { MAIL_TOPIC, type Mails, type NewMail } from './mail.ts';
import { newestMails, readMail } from './read-model.ts';
import { createRenderer, type RenderedMail } from './render.ts';
import type { KeptMail } from './repository.ts';
import { createSmtpTransport, type SmtpSettings } from './smtp-transport.ts';
import { localOutbox } from './transport.ts';

export type MailDependencies = {
  readonly database: Pick<Database, 'asSystem'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly keyring: Keyring;
  readonly publicUrl: string;
  /** Without it mails are only kept, and can be read where this is not production. */
  readonly smtp: SmtpSettings | null;
  readonly isProduction: boolean;
};

export type ListedMail = KeptMail & Pick<RenderedMail, 'subject'>;

export type MailService = Mails & {
  /** Sends what was asked for; belongs to `MAIL_TOPIC`. */
  readonly handler: OutboxHandler;
  /** The newest kept mails. Throws `not_found` where mails are really sent, and in production. */
  newest(): Promise<ListedMail[]>;
  /** One kept mail as its reader sees it. Throws `not_found`, also where mails are really sent and in production. */
  read(id: string): Promise<ListedMail & RenderedMail>;
};

const READING = { routine: 'reading the local outbox of mails' };

export function createMails(deps: MailDependencies): MailService {
  const { database, clock, smtp, isProduction } = deps;
  const render = createRenderer(deps);
  const transport = smtp === null ? localOutbox : createSmtpTransport(smtp);
  const requireLocalOutbox = () => {
    if (smtp !== null || isProduction) throw commonErrors.not_found();
  };
  return {
    send: (tx, mail) => requestMail(deps, tx, mail),
    handler: mailHandler({ clock, render, transport }),
    async newest() {
      requireLocalOutbox();
      const kept = await database.asSystem(READING, (tx) => newestMails(tx));
      return kept.map((mail) => ({ ...mail, subject: render(mail).subject }));
    },
    async read(id) {
      requireLocalOutbox();
      const kept = await database.asSystem(READING, (tx) => readMail(tx, id));
      if (kept === undefined) throw commonErrors.not_found();
      return { ...kept, ...render(kept) };
    },
  };
}

/** The event is the whole order, as only system work may write into `mails` and most callers are tenants. */
async function requestMail({ ids, clock }: MailDependencies, tx: Tx, mail: NewMail): Promise<void> {
  requireLink(mail);
  await appendOutbox(asEither(tx), {
    id: ids.next(),
    topic: MAIL_TOPIC,
    payload: mail,
    correlationId: mail.correlationId,
    createdAt: clock.now(),
  });
}

/** Nothing but `asTenant` and `asSystem` makes a transaction, so that each is one of these. */
function asEither(tx: Tx): TenantTx | SystemTx {
  return tx as TenantTx | SystemTx;
}
