import { scimCreateGroup, scimCreateUser, scimListGroups, scimListUsers, scimSearchUsers } from '@stepwell/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Connected,
  createDirectoryWorld,
  type DirectoryWorld,
  type ScimBody,
} from '../../../testing/directory-world.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const PEOPLE = [
  { userName: 'Abel', title: 'Baker', name: { familyName: 'Oakes' }, externalId: 'X1', department: 'Ovens' },
  { userName: 'bea', title: 'baker', name: { familyName: 'oakes' }, externalId: 'x1', department: 'Pans' },
  { userName: 'Carla', name: { familyName: 'Ashby' }, department: 'Ovens', home: true },
  { userName: 'dora', title: 'Head baker', externalId: 'X2', active: false },
  { userName: 'Emil', title: '100% "cook"_\\x', name: { familyName: 'Marlow', givenName: 'Emil' }, home: true },
  { userName: 'fay', title: 'Cook', name: { givenName: 'Fay' }, department: 'ovens', active: false },
];

let world: DirectoryWorld;
let kitchen: Connected;
let everybody: readonly ScimBody[];
beforeAll(async () => {
  world = await createDirectoryWorld();
  kitchen = await world.connect('kitchen');
  for (const { department, home, ...person } of PEOPLE) {
    const address = `${person.userName.toLowerCase()}@kitchen.example`;
    const emails = [
      { value: address, type: 'work', primary: true },
      ...(home ? [{ value: `${person.userName}@home.example`, type: 'home' }] : []),
    ];
    const enterprise = department === undefined ? {} : { [ENTERPRISE]: { department } };
    await kitchen.scim(scimCreateUser, { body: { ...person, emails, ...enterprise } });
    world.clock.advance(60_000);
  }
  everybody = (await kitchen.scim(scimListUsers)).body.Resources;
  if (everybody.length !== PEOPLE.length) throw new Error('not everybody was added');
});
afterAll(() => world.drop());

async function found(filter: string): Promise<string[]> {
  const { status, body } = await kitchen.scim(scimListUsers, { query: { filter } });
  if (status !== 200) throw new Error(`${filter}: ${body.detail}`);
  return body.Resources.map(({ userName }) => userName);
}
const those = (holds: (user: ScimBody) => boolean) => everybody.filter(holds).map(({ userName }) => userName);

/** The values that a path leads to, as the resources were answered. */
function valuesAt(user: ScimBody, path: string): (string | boolean)[] {
  const steps = path.startsWith(`${ENTERPRISE}:`) ? [ENTERPRISE, path.slice(ENTERPRISE.length + 1)] : path.split('.');
  const walk = (value: unknown, rest: readonly string[]): unknown[] => {
    if (Array.isArray(value)) return value.flatMap((one) => walk(one, rest));
    const [step, ...more] = rest;
    if (step === undefined) return value === undefined ? [] : [value];
    return typeof value === 'object' && value !== null ? walk(Reflect.get(value, step), more) : [];
  };
  return walk(user, steps) as (string | boolean)[];
}

const OPERATORS: Record<string, (a: string, b: string) => boolean> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  co: (a, b) => a.includes(b),
  sw: (a, b) => a.startsWith(b),
  ew: (a, b) => a.endsWith(b),
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};
const TEXTS: Record<string, readonly string[]> = {
  userName: ['abel', 'BEA', 'a', 'e', ''],
  title: ['baker', 'Head', '100%', '_', 'COOK', '"cook"', '"_\\x'],
  'name.familyName': ['Oakes', 'as', 'marlow'],
  [`${ENTERPRISE}:department`]: ['ovens', 'Pan', 's'],
  externalId: ['X1', 'x1', 'X', '2'],
  'emails.value': ['abel@kitchen.example', 'home.example', 'e'],
  'emails.type': ['HOME', 'work'],
};

describe('every operator', () => {
  test.each(Object.entries(TEXTS))('on %s finds what trying each user finds', async (path, values) => {
    const fold = (text: string) => (path === 'externalId' ? text : text.toLowerCase());
    for (const [op, holds] of Object.entries(OPERATORS)) {
      for (const value of values) {
        const expected = those((user) => {
          const all = valuesAt(user, path).map(String);
          if (all.length === 0) return op === 'ne' && !path.startsWith('emails');
          return all.some((one) => holds(fold(one), fold(value)));
        });
        const filter = `${path} ${op} ${JSON.stringify(value)}`;
        expect([filter, await found(filter)]).toEqual([filter, expected]);
      }
    }
  });

  test('on times compares instants, whatever the offset', async () => {
    const [, , third] = everybody;
    const at = third?.meta.created ?? '';
    const offset = `${new Date(Date.parse(at) + 3_600_000).toISOString().slice(0, 19)}+01:00`;
    for (const op of ['eq', 'ne', 'gt', 'ge', 'lt', 'le']) {
      const expected = those((user) => OPERATORS[op]?.(user.meta.created, at) ?? false);
      expect([op, await found(`meta.created ${op} "${offset}"`)]).toEqual([op, expected]);
      expect([op, await found(`META.lastmodified ${op} "${at}"`)]).toEqual([op, expected]);
    }
  });

  test('pr asks whether there is anything', async () => {
    for (const path of [
      'title',
      'externalId',
      'name.givenName',
      'emails',
      'addresses',
      'name',
      'groups',
      `${ENTERPRISE}:department`,
    ]) {
      expect([path, await found(`${path} pr`)]).toEqual([path, those((user) => valuesAt(user, path).length > 0)]);
    }
    expect(await found('title eq null')).toEqual(await found('not (title pr)'));
    expect(await found('title ne null')).toEqual(await found('title pr'));
  });

  test('truth is true, false or their text', async () => {
    const off = those((user) => !user.active);
    for (const value of ['false', '"False"']) expect(await found(`active eq ${value}`)).toEqual(off);
    expect(await found('active ne false')).toEqual(those((user) => user.active));
    expect(await found('emails.primary eq true')).toEqual(those(() => true));
  });
});

describe('filters of several parts', () => {
  const isOvens = (user: ScimBody) => valuesAt(user, `${ENTERPRISE}:department`).join('').toLowerCase() === 'ovens';
  const isCook = (user: ScimBody) => valuesAt(user, 'title').join('').toLowerCase().includes('cook');

  test('bind and closer than or, and keep to brackets and not', async () => {
    const ovens = `${ENTERPRISE}:department eq "ovens"`;
    expect(await found(`title co "cook" or ${ovens} and active eq true`)).toEqual(
      those((user) => isCook(user) || (isOvens(user) && user.active)),
    );
    expect(await found(`(title co "cook" OR ${ovens}) AND active eq true`)).toEqual(
      those((user) => (isCook(user) || isOvens(user)) && user.active),
    );
    expect(await found(`not (title co "cook") and not (${ovens})`)).toEqual(
      those((user) => !isCook(user) && !isOvens(user)),
    );
  });

  test('ask one value of a list for all that stands in brackets', async () => {
    const atHome = those((user) =>
      valuesAt(user, 'emails.value').some((value) => String(value).endsWith('home.example')),
    );
    expect(await found('emails[type eq "home" and value co "@home"]')).toEqual(atHome);
    expect(await found('emails[type eq "work" and value co "@home"]')).toEqual([]);
    expect(await found('emails[type eq "home"].value co "@home"')).toEqual(atHome);
    expect(await found('emails[type eq "work"].value co "@home"')).toEqual([]);
    expect(await found('emails[not (type eq "work")]')).toEqual(atHome);
  });

  test('know names in any case and with their schema', async () => {
    const one = ['Abel'];
    expect(await found('USERNAME eq "abel"')).toEqual(one);
    expect(await found('urn:ietf:params:scim:schemas:core:2.0:User:userName Eq "abel"')).toEqual(one);
    expect(await found(`id eq "${everybody[0]?.id}"`)).toEqual(one);
    expect(await found('id eq "nobody"')).toEqual([]);
  });

  test('are taken in the body of a search as well', async () => {
    const body = { filter: 'userName sw "a"', attributes: ['userName'], count: 5, startIndex: 1 };
    const { status, body: answer } = await kitchen.scim(scimSearchUsers, { body });
    expect([status, answer.totalResults]).toEqual([200, 1]);
    expect(Object.keys(answer.Resources[0] ?? {}).toSorted()).toEqual(['id', 'schemas', 'userName']);
  });
});

describe('a filter that is refused', () => {
  test.each([
    ['unknown attribute', 'shoeSize eq "44"'],
    ['unknown schema', 'urn:example:User:userName eq "a"'],
    ['unknown part', 'name.nothing eq "a"'],
    ['whole complex attribute', 'name eq "a"'],
    ['secret', 'password eq "a"'],
    ['other type', 'userName eq 5'],
    ['no truth', 'active eq "perhaps"'],
    ['order of truth', 'active gt true'],
    ['no time', 'meta.created gt "yesterday"'],
    ['part of a time', 'meta.created co "2026"'],
    ['order of null', 'title gt null'],
    ['not a list', 'title[value eq "a"]'],
    ['list within a list', 'emails[emails[type eq "a"]]'],
    ['unfinished', 'userName eq'],
    ['unclosed', '(userName eq "a"'],
    ['unclosed text with line breaks', `userName eq "${'\n'.repeat(60)}`],
    ['no filter', '!!!'],
    ['own mark', 'emails.value%same eq "a"'],
    ['too deep', `${'('.repeat(3)}${'not ('.repeat(9)}userName pr${')'.repeat(12)}`],
    ['too long', Array.from({ length: 31 }, () => 'title pr').join(' or ')],
    ['injection', `userName eq "a" ; drop table directory_users`],
  ])('for %s', async (_, filter) => {
    const { status, headers, body } = await kitchen.scim(scimListUsers, { query: { filter } });
    expect([status, body.scimType, body.status]).toEqual([400, 'invalidFilter', '400']);
    expect(headers['content-type']).toBe('application/scim+json; charset=utf-8');
  });

  test('while thirty comparisons and what looks like SQL in a text are only asked', async () => {
    expect(await found(Array.from({ length: 30 }, () => 'title pr').join(' or '))).toEqual(await found('title pr'));
    expect(await found(`userName eq "'; drop table directory_users; --"`)).toEqual([]);
    expect((await found('userName pr')).length).toBe(PEOPLE.length);
  });
});

describe('groups', () => {
  test('are found by name, member and time', async () => {
    const members = everybody.slice(0, 2).map(({ id }) => ({ value: id }));
    await kitchen.scim(scimCreateGroup, { body: { displayName: 'Bakers', members } });
    await kitchen.scim(scimCreateGroup, { body: { displayName: 'Cooks' } });
    const groups = async (filter: string) =>
      (await kitchen.scim(scimListGroups, { query: { filter } })).body.Resources.map(({ displayName }) => displayName);
    expect(await groups('displayName sw "b"')).toEqual(['Bakers']);
    expect(await groups(`members.value eq "${everybody[1]?.id}"`)).toEqual(['Bakers']);
    expect(await groups(`members eq "${everybody[2]?.id}"`)).toEqual([]);
    expect(await groups('not (members pr)')).toEqual(['Cooks']);
    expect(await found('groups.display eq "bakers"')).toEqual(['Abel', 'bea']);
    expect((await kitchen.scim(scimListGroups, { query: { filter: 'userName eq "a"' } })).body.scimType).toBe(
      'invalidFilter',
    );
  });
});
