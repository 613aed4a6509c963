import { getMe, mailPasswordReset, resetPassword, signIn, suspendUser } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMailedTokens } from '../../../platform/crypto/index.ts';
import { PASSWORD } from '../../../testing/access-world.ts';
import { createOperatorWorld, type OperatorWorld, type Person } from '../../../testing/operator-world.ts';

const NEXT = 'plum ladder quiet saddle forty';
let world: OperatorWorld;
let admin: Person;

beforeAll(async () => {
  world = await createOperatorWorld();
  admin = await world.operator('adam', 'admin');
});
afterAll(() => world.drop());

const mail = (by: Person, { id }: Person) => world.call(mailPasswordReset, { session: by.session, params: { id } });
const linksTo = ({ email }: Person) =>
  world.mailed.flatMap(({ recipient, template, link }) =>
    recipient === email && template === 'reset_password' && link ? [link] : [],
  );

describe('a reset begun by an operator', () => {
  test('mails the person the usual link, shows the operator nothing, and leaves the password until it is followed', async () => {
    const ada = await world.person('ada');
    const { status, body } = await mail(admin, ada);
    expect([status, body]).toEqual([202, { data: { sent: true } }]);
    expect((await world.call(signIn, { body: { email: ada.email, password: PASSWORD } })).status).toBe(200);
    expect((await world.call(getMe, { session: ada.session })).status).toBe(200);
    const [link] = linksTo(ada);
    const token = createMailedTokens(world.keyring).tokenOf('reset_password', link?.id ?? '');
    expect((await world.call(resetPassword, { body: { token, password: NEXT } })).status).toBe(200);
    expect((await world.call(signIn, { body: { email: ada.email, password: NEXT } })).status).toBe(200);
    expect((await world.call(signIn, { body: { email: ada.email, password: PASSWORD } })).status).toBe(401);
  });

  test('is audited with who began it', async () => {
    const lena = await world.person('lena');
    await mail(admin, lena);
    expect(await world.deedsUpon(lena.id)).toContainEqual(
      expect.objectContaining({ action: 'account.mail_password_reset', actor_kind: 'operator', actor_id: admin.id }),
    );
  });

  test('goes out once a minute and three times an hour at most', async () => {
    const pia = await world.person('pia');
    await mail(admin, pia);
    const refused = await mail(admin, pia);
    expect([refused.status, refused.body.code]).toEqual([429, 'mail_limit_reached']);
    world.clock.advance(60_000);
    expect((await mail(admin, pia)).status).toBe(202);
    expect(linksTo(pia)).toHaveLength(2);
  });

  test('is refused for who is suspended, and for another operator unless by a super admin', async () => {
    const [susan, sam] = [await world.operator('susan', 'super_admin'), await world.person('sam')];
    const again = await world.operator('olga', 'admin');
    await world.call(suspendUser, { session: again.session, params: { id: sam.id }, body: { reason: 'asked for' } });
    const suspended = await mail(again, sam);
    expect([suspended.status, suspended.body.code]).toEqual([409, 'user_state_refused']);
    const colleague = await mail(again, admin);
    expect([colleague.status, colleague.body.code]).toEqual([403, 'operator_protected']);
    expect((await mail(susan, admin)).status).toBe(202);
  });
});
