import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_FLOW } from '../testing/flow-definitions.ts';
import {
  attack,
  fingerprint,
  prepareVictim,
  probeTables,
  tenantTables,
  type Victim,
} from '../testing/isolation-attack.ts';
import { createWorld, type World, type WorldOrganization } from '../testing/world.ts';

let world: World;
let victim: Victim;
let attacker: WorldOrganization;

beforeAll(async () => {
  world = await createWorld();
  victim = await prepareVictim(world);
  attacker = await world.organization('attacker');
  await attacker.publish('start', SAMPLE_FLOW);
  await world.work.idle();
  // What is chained in the background must not look like something the attacker did.
  while ((await world.application.auditLog.chainEntries()) > 0);
});
afterAll(() => world.drop());

describe('tenant isolation', () => {
  it('leaks nothing and changes nothing in at least 2,000 attempts on every route', { timeout: 240_000 }, async () => {
    const before = await fingerprint(world, victim.org.id);
    const { attempts, leaks } = await attack(world, victim, attacker);
    expect(leaks).toEqual([]);
    expect(attempts).toBeGreaterThanOrEqual(2_000);
    expect(await fingerprint(world, victim.org.id)).toEqual(before);
  });

  it('is kept by the database itself, table by table', async () => {
    expect(await probeTables(world, victim, attacker)).toEqual([]);
  });

  it('is seen to fail wherever one policy is opened', { timeout: 120_000 }, async () => {
    const filled = Object.entries(await fingerprint(world, victim.org.id)).flatMap(([name, mark]) =>
      mark === '' ? [] : [name],
    );
    const names = (await tenantTables(world)).map(({ name }) => name).filter((name) => filled.includes(name));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      await world.test.asOwner(`alter policy tenant on ${name} using (true) with check (true)`);
      expect(await probeTables(world, victim, attacker)).toEqual([name]);
      await world.test.asOwner(
        `alter policy tenant on ${name} using (org_id = app_org_id() or app_is_system()) with check (org_id = app_org_id() or app_is_system())`,
      );
    }
    expect(await probeTables(world, victim, attacker)).toEqual([]);
  });
});
