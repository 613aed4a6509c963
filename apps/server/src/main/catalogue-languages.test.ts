import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { routes } from '@stepwell/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commonErrors, readLanguages } from '../platform/errors/index.ts';
import { allErrorEntries } from './catalogue.ts';

const MODULES = fileURLToPath(new URL('../modules/', import.meta.url));
const PLATFORM = fileURLToPath(new URL('../platform/', import.meta.url));
const LOCALES = fileURLToPath(new URL('../../locales/', import.meta.url));

/** Room, or part of the platform, → its codes, wherever there is an errors.ts, served already or not. */
async function codesByRoom(): Promise<Map<string, string[]>> {
  const rooms = new Map([['common', Object.keys(commonErrors.entries)]]);
  for (const file of globSync([`${MODULES}*/*/errors.ts`, `${PLATFORM}*/errors.ts`])) {
    const catalogues = Object.values((await import(file)) as Record<string, object>).filter(
      (value) => 'entries' in value,
    );
    const codes = catalogues.flatMap(({ entries }) => Object.keys(entries as object));
    rooms.set(basename(dirname(file)), codes);
  }
  return rooms;
}

const keysOf = (file: string) => Object.keys(JSON.parse(readFileSync(`${LOCALES}${file}`, 'utf8')) as object);

/** What the schemas say of a field in words of their own. */
function wordingsIn(node: unknown, seen = new Set<unknown>()): string[] {
  if (typeof node !== 'object' || node === null || seen.has(node) || node instanceof RegExp) return [];
  seen.add(node);
  if (node instanceof z.core.$ZodType || node instanceof z.core.$ZodCheck)
    return wordingsOfDefinition(node._zod.def, seen);
  if (!Array.isArray(node) && Object.getPrototypeOf(node) !== Object.prototype) return [];
  return Object.values(node).flatMap((part) => wordingsIn(part, seen));
}

function wordingsOfDefinition(definition: object, seen: Set<unknown>): string[] {
  const { error } = definition as { error?: () => string };
  return [...(error ? [error()] : []), ...Object.values(definition).flatMap((part) => wordingsIn(part, seen))];
}

const languages = readdirSync(LOCALES);

it('there is French', () => {
  expect(languages).toContain('fr');
});

describe.each(languages)('in %s', (language) => {
  it('each room says each of its codes, and no other', async () => {
    const rooms = await codesByRoom();
    expect(rooms.size).toBeGreaterThan(10);
    for (const [room, codes] of rooms) {
      expect(keysOf(`${language}/${room}.json`).toSorted(), room).toEqual([...new Set(codes)].toSorted());
    }
    const files = [...rooms.keys(), 'fields'].map((room) => `${room}.json`);
    expect(readdirSync(`${LOCALES}${language}`).toSorted()).toEqual(files.toSorted());
  });

  it('every code of the application has a sentence of its own', () => {
    const entries = Object.entries(allErrorEntries());
    const told = readLanguages();
    const untold = entries.filter(([code, { title }]) => told.sentenceOf(language, code, title) === title);
    expect(untold.map(([code]) => code)).toEqual([]);
  });

  it('says what the contract says of a field in its own words', () => {
    const wordings = new Set(routes.flatMap(({ params, query, body }) => wordingsIn([params, query, body])));
    expect(wordings).toContain('lower-case letters, digits and -, starting with a letter');
    expect(keysOf(`${language}/fields.json`)).toEqual(expect.arrayContaining([...wordings]));
  });
});
