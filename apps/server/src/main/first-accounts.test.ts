import { signIn } from '@stepwell/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/world.ts';
import { DEMO_ORGANIZATIONS } from './demo/organizations.ts';
import { seedDemo } from './demo/seed.ts';
import { ensureLegalDocuments } from './legal-documents.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await ensureLegalDocuments(world.application);
});
afterAll(() => world.drop());

async function statusesOfSigningIn(): Promise<number[]> {
  const statuses: number[] = [];
  for (const { owner } of DEMO_ORGANIZATIONS) {
    const { email, password } = owner;
    statuses.push((await world.send(signIn, { body: { email, password } })).status);
  }
  return statuses;
}

it('has nobody in a new installation: accounts with a known password come with the demo alone', {
  timeout: 120_000,
}, async () => {
  expect(await world.test.asOwner('select email from accounts')).toEqual([]);
  expect(await statusesOfSigningIn()).toEqual(DEMO_ORGANIZATIONS.map(() => 401));
  await seedDemo(world.application, () => {});
  expect(await statusesOfSigningIn()).toEqual(DEMO_ORGANIZATIONS.map(() => 200));
});
