import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMembers } from '../modules/access/members/index.ts';
import { createSessions } from '../modules/access/sessions/index.ts';
import { createAuditWriter } from '../modules/protection/audit/index.ts';
import { createKeyring } from '../platform/crypto/index.ts';
import { silentLog } from '../platform/database/index.ts';
import { memberPrincipal } from '../testing/principals.ts';
import { createWorld, type World } from '../testing/world.ts';
import { ensureSetupFlow } from './setup-flow.ts';
import { createSetupJourney, type SetupJourney } from './setup-journey.ts';

let world: World;
let setup: SetupJourney;
beforeAll(async () => {
  world = await createWorld();
  const { application } = world;
  const base = { ...application, audit: createAuditWriter(application), log: silentLog };
  const sessions = createSessions({ ...base, keyring: createKeyring(Buffer.alloc(32, 7)) });
  const members = createMembers({ ...base, sessions, mails: { send: async () => {} } });
  setup = createSetupJourney({ ...base, members });
});
afterAll(() => world.drop());

async function organization(slug: string, verified: boolean) {
  const { id: orgId } = await world.organization(slug);
  const email = `owner@${slug}.example`;
  const at = verified ? world.clock.now() : null;
  const [row] = await world.test.asOwner<{ id: string }>(
    'update accounts set email_verified_at = $2 where email = $1 returning id',
    [email, at],
  );
  return memberPrincipal({ orgId, accountId: row?.id ?? '', role: 'owner' });
}
const invite = (member: ReturnType<typeof memberPrincipal>) => setup.assertSetupGate('members.invite', member);

describe('inviting members', () => {
  test('is refused until an owner’s address is verified', async () => {
    const member = await organization('unproved', false);
    await expect(invite(member)).rejects.toMatchObject({
      code: 'gate_closed',
      details: {
        requirements: {
          capability: 'members.invite',
          currently_due: ['verify_email'],
          resume_url: 'https://onboarding.example.com/',
        },
      },
    });
    await setup.emailVerified(member.accountId);
    await setup.emailVerified(member.accountId);
    await expect(invite(member)).resolves.toBeUndefined();
  });

  test('is open at once to an organization founded by somebody verified, and to one older than the step', async () => {
    const founded = await organization('proved', false);
    await setup.foundedByVerified(founded.orgId);
    await expect(invite(founded)).resolves.toBeUndefined();
    await expect(invite(await organization('older', true))).resolves.toBeUndefined();
  });
});

test('the built-in flow is published once, and anew where what is live says something else', async () => {
  const { application } = world;
  const versions = () => world.test.asOwner<{ id: string }>('select id from flow_versions order by id');
  const before = await versions();
  await ensureSetupFlow(application);
  expect(await versions()).toEqual(before);
  const system = await application.organizations.systemOrganization();
  const caller = { orgId: system?.id ?? '', environment: 'live', actorKind: 'system', actorId: null } as const;
  const draft = await application.flows.draft(caller, 'stepwell-setup');
  const former = { ...draft.definition, title: { en: 'As it was', fr: 'Comme avant' } };
  const saved = await application.flows.saveDraft(caller, 'stepwell-setup', {
    definition: former,
    rowVersion: draft.row_version,
  });
  const order = { environment: 'live', mode: 'carry', rowVersion: saved.row_version } as const;
  await application.publications.publish(caller, 'stepwell-setup', order);
  await world.work.idle();
  await ensureSetupFlow(application);
  const live = await world.test.database.asTenant(caller.orgId, (tx) =>
    application.flows.liveVersion(tx, 'live', 'stepwell-setup'),
  );
  expect(live?.definition.title).toEqual({ en: 'Set up Stepwell', fr: 'Configurer Stepwell' });
});
