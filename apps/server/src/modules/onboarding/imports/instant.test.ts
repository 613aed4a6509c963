import { describe, expect, it } from 'vitest';
import { parseInstant } from './instant.ts';

describe('reading a time', () => {
  it.each([
    ['2017-01-09T09:49:50.000+01:00', '2017-01-09T08:49:50.000Z'],
    ['2017-01-09T09:49:50Z', '2017-01-09T09:49:50.000Z'],
    ['2017-01-09 09:49:50,5-0330', '2017-01-09T13:19:50.500Z'],
    ['2024-02-29T23:59-12:00', '2024-03-01T11:59:00.000Z'],
    ['2017-01-09T09:49:50.123456789z', '2017-01-09T09:49:50.123Z'],
    ['2016-12-31T23:59:59.999+14:00', '2016-12-31T09:59:59.999Z'],
  ])('takes %s', (text, expected) => {
    const instant = parseInstant(text);
    expect(typeof instant === 'number' ? new Date(instant).toISOString() : instant).toBe(expected);
  });

  it.each(['2017-01-09T09:49:50', '2017-01-09T09:49', '2017-01-09T09:49:50.123'])(
    'does not guess the offset of %s',
    (text) => {
      expect(parseInstant(text)).toBe('timestamp_without_offset');
    },
  );

  it.each([
    '',
    'yesterday',
    '2017-01-09',
    '09/01/2017 09:49',
    '1483951790000',
    '2023-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2017-13-01T00:00:00Z',
    '2017-00-10T00:00:00Z',
    '2017-04-31T00:00:00Z',
    '2017-01-09T24:00:00Z',
    '2017-01-09T23:60:00Z',
    '2017-01-09T23:59:60Z',
    '2017-01-09T23:59:59+14:01',
    '2017-01-09T23:59:59+05:99',
    '2017-01-09T23:59:59 Z',
    '2017-01-09T23:59:59.Z',
    '2017-01-09T23:59.5Z',
    '2017-01-09T9:49:50Z',
    '-017-01-09T09:49:50Z',
    ' 2017-01-09T09:49:50Z',
    '2017-01-09T09:49:50Zx',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBe('timestamp_invalid');
  });
});
