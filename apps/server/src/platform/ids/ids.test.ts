import { expect, test } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import { randomToken, sequentialIds, uuidv7Ids } from './index.ts';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('a UUIDv7 carries the time of its making', () => {
  const id = uuidv7Ids(fixedClock('2026-03-01T00:00:00.123Z')).next();
  expect(id).toMatch(UUID_V7);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-03-01T00:00:00.123Z'));
});

test('ids made within one millisecond are distinct and sort in the order of their making', () => {
  const source = uuidv7Ids(fixedClock('2026-03-01T00:00:00.000Z'));
  const made = Array.from({ length: 20_000 }, () => source.next());
  expect(new Set(made).size).toBe(made.length);
  expect(made.toSorted()).toEqual(made);
  expect(made.every((id) => UUID_V7.test(id))).toBe(true);
});

test('a clock that steps back does not make ids that sort before earlier ones', () => {
  const clock = fixedClock('2026-03-01T00:00:00.000Z');
  const source = uuidv7Ids(clock);
  const first = source.next();
  clock.advance(-60_000);
  expect(source.next() > first).toBe(true);
});

test('sequential ids are the same on each run and shaped like UUIDv7', () => {
  const source = sequentialIds();
  expect([source.next(), source.next()]).toEqual([
    '01900000-0000-7000-8000-000000000001',
    '01900000-0000-7000-8000-000000000002',
  ]);
  expect(source.next()).toMatch(UUID_V7);
});

test('a random token has the asked strength and is safe in a URL', () => {
  expect(randomToken(32)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(randomToken(32)).not.toBe(randomToken(32));
});
