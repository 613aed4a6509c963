import { routes, signIn } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/world.ts';
import { allErrorEntries } from './catalogue.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

describe('the composed application', () => {
  it('answers every route of the contract, each once', () => {
    const mounted = world.application.modules.flatMap((module) => module.routes.map(({ route }) => route.id));
    expect([...mounted].sort()).toEqual(routes.map((route) => route.id).sort());
  });

  it('has every refusal of its rooms in the catalogue', () => {
    const codes = world.application.modules.flatMap((module) =>
      module.errors.flatMap(({ entries }) => Object.keys(entries)),
    );
    expect(Object.keys(allErrorEntries())).toEqual(expect.arrayContaining(codes));
  });

  it('names only codes of the catalogue on its routes', () => {
    const known = Object.keys(allErrorEntries());
    for (const route of routes) expect(known, route.id).toEqual(expect.arrayContaining([...route.errors]));
  });

  it.each([
    ['fr-CA, fr;q=0.9, en;q=0.5', 'fr', 'L’adresse e-mail ou le mot de passe est incorrect.'],
    ['de', 'en', 'Address and password do not belong together.'],
  ])('refuses whoever reads %s in %s', async (wanted, language, title) => {
    const reply = await world.http.inject({
      method: 'POST',
      url: signIn.path,
      headers: { 'accept-language': wanted },
      payload: { email: 'nobody@example.com', password: 'not the password' },
    });
    expect(reply.headers).toMatchObject({ 'content-language': language, vary: 'accept-language' });
    expect(reply.json()).toMatchObject({ code: 'sign_in_failed', title });
  });
});
