import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OutboxEvent } from '../../../platform/outbox/index.ts';
import { type MailRoom, openMailRoom, ORG, tokenIn } from './testing/mail-room.ts';
import { EVERY_KIND, LINK_ID, sampleMail } from './testing/sample-mails.ts';

let room: MailRoom;

beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

const kept = () =>
  room.db.asOwner<{ id: string; sent_at: Date | null; message_id: string | null; org_id: string | null }>(
    'select id, sent_at, message_id, org_id from mails order by id',
  );
const deliveries = () =>
  room.db.asOwner<{ state: string; attempts: number }>(
    'select state, attempts from outbox_deliveries order by event_id',
  );

test('goes to one address, whatever stands in it', async () => {
  await room.send(sampleMail('password_changed', 'en', { recipient: 'ada@example.com, eve@example.com' }));
  await room.dispatcher.idle();
  expect(room.office().received.flatMap(({ recipients }) => recipients)).not.toContain('eve@example.com');
});

test('belongs to the organization that it is sent for, also from within its transaction', async () => {
  await room.db.database.asTenant(ORG, (tx) => room.mails.send(tx, sampleMail('invitation', 'en', { orgId: ORG })));
  await room.dispatcher.idle();
  expect(room.office().received).toHaveLength(1);
  expect(await kept()).toMatchObject([{ org_id: ORG, sent_at: room.clock.now() }]);
});

test('is not sent when the transaction fails', async () => {
  const failing = room.db.database.asSystem('failing in a test', async (tx) => {
    await room.mails.send(tx, sampleMail('magic_link', 'en'));
    throw new Error('after the mail');
  });
  await expect(failing).rejects.toThrow('after the mail');
  await room.dispatcher.idle();
  expect(room.office().received).toHaveLength(0);
});

test('a link that the template does not take, or lacks, is a mistake of the caller', async () => {
  await expect(room.send(sampleMail('magic_link', 'en', { link: undefined }))).rejects.toThrow('takes a link');
  const other = { purpose: 'unlock', id: LINK_ID };
  await expect(room.send(sampleMail('magic_link', 'en', { link: other }))).rejects.toThrow('takes a link');
  await expect(room.send(sampleMail('password_changed', 'en', { link: other }))).rejects.toThrow('takes no link');
});

test('a mail that is marked sent is not sent again, one that is not is', async () => {
  await room.sendNow(sampleMail('magic_link', 'en'));
  const [event] = await room.db.asOwner<OutboxEvent>(
    `select id, org_id as "orgId", topic, payload, correlation_id as "correlationId", created_at as "createdAt" from outbox`,
  );
  if (event === undefined) throw new Error('there is no event');
  const { handler } = room.mails;
  if (handler.scope !== 'system') throw new Error('mails are sent by system work');
  const redeliver = () => room.db.database.asSystem('delivering again', (tx) => handler.run(event, tx));
  await redeliver();
  expect(room.office().received).toHaveLength(1);
  await room.db.asOwner('update mails set sent_at = null');
  await redeliver();
  expect(room.office().received.map(({ parsed }) => parsed.messageId)).toEqual([
    `<${event.id}@onboarding.example.com>`,
    `<${event.id}@onboarding.example.com>`,
  ]);
});

test('arrives once the mail server is there again', async () => {
  await room.office().close();
  await room.send(sampleMail('reset_password', 'en'));
  await room.dispatcher.idle();
  expect(await deliveries()).toEqual([{ state: 'pending', attempts: 1 }]);
  expect(await kept()).toEqual([]);
  await room.reopenOffice();
  room.clock.advance(1_000);
  await room.dispatcher.idle();
  expect(room.office().received).toHaveLength(1);
  expect(await deliveries()).toEqual([{ state: 'done', attempts: 2 }]);
  expect(await kept()).toMatchObject([
    { sent_at: room.clock.now(), message_id: room.office().received[0]?.parsed.messageId },
  ]);
});

test('arrives once a mail server that refused it takes it', async () => {
  room.office().refuse(true);
  await room.send(sampleMail('reset_password', 'fr'));
  await room.dispatcher.idle();
  expect(room.office().received).toHaveLength(0);
  room.office().refuse(false);
  room.clock.advance(1_000);
  await room.dispatcher.idle();
  expect(room.office().received).toHaveLength(1);
});

test('no row holds a token', async () => {
  for (const { template, locale } of EVERY_KIND) await room.sendNow(sampleMail(template, locale));
  const rows = await room.db.asOwner<{ row: string }>(
    `select m::text as row from mails m union all select o::text from outbox o union all select d::text from outbox_deliveries d`,
  );
  const everything = rows.map(({ row }) => row).join('\n');
  const sent = room
    .office()
    .received.map(({ text }) => tokenIn(text))
    .filter((token) => token !== '');
  expect(sent).toHaveLength(12);
  expect(everything).toContain(LINK_ID);
  for (const token of sent) {
    expect(everything).not.toContain(token);
    expect(everything).not.toContain(token.slice(32));
  }
});

test('what is really sent is not to be read here', async () => {
  await room.sendNow(sampleMail('magic_link', 'en'));
  await expect(room.mails.newest()).rejects.toMatchObject({ code: 'not_found' });
});
