import { routes } from '@stepwell/contract';
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
});
