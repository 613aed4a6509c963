import { describe, expect, test } from 'vitest';
import { readAddress } from './address.ts';
import { type Kept, keptIn, readKeptJson, sealable } from './kept.ts';
import { dropTabToken, forgetToken, isKnown, openSession, wasHere } from './session.ts';

describe('the session of a hosted page', () => {
  test('keeps the token, so that the plain address works the next time', () => {
    const { tab, device } = storages();
    openSession(at('/o/atelier/creator#token=one'), tab, device);
    const later = openSession(at('/o/atelier/creator'), storages().tab, device);
    expect(later.token).toBe('one');
    expect(isKnown(later)).toBe(true);
  });

  test.each(['/o/atelier/other', '/o/another/creator', '/o/atelier/creator?environment=test'])(
    'does not show the token to %s',
    (path) => {
      const { tab, device } = storages();
      openSession(at('/o/atelier/creator#token=one'), tab, device);
      expect(openSession(at(path), tab, device).token).toBeNull();
    },
  );

  test('prefers a new token to the kept one, and the tab’s to the device’s', () => {
    const { tab, device } = storages();
    openSession(at('/o/atelier/creator#token=one'), tab, device);
    expect(openSession(at('/o/atelier/creator#token=two'), storages().tab, device).token).toBe('two');
    expect(openSession(at('/o/atelier/creator'), tab, device).token).toBe('one');
  });

  test('does not lend a kept token to a participant named in the address', () => {
    const { tab, device } = storages();
    openSession(at('/o/atelier/creator#token=one&environment=test'), tab, device);
    const trial = openSession(at('/o/atelier/creator?environment=test&participant=demo-1'), tab, device);
    expect(trial).toMatchObject({ token: null, participant: 'demo-1' });
    expect(isKnown(trial)).toBe(true);
  });

  test('forgets its own token, but not a newer one', () => {
    const { tab, device } = storages();
    const session = openSession(at('/o/atelier/creator#token=one'), tab, device);
    openSession(at('/o/atelier/creator#token=two'), storages().tab, device);
    forgetToken(session, tab, device);
    expect(openSession(at('/o/atelier/creator'), tab, device).token).toBe('two');
  });

  test('takes the newer token of another tab once its own is over', () => {
    const { tab, device } = storages();
    const session = openSession(at('/o/atelier/creator#token=one'), tab, device);
    openSession(at('/o/atelier/creator#token=two'), storages().tab, device);
    dropTabToken(session, tab);
    expect(openSession(at('/o/atelier/creator'), tab, device).token).toBe('two');
  });

  test('knows a device that was here before', () => {
    const { tab, device } = storages();
    const address = at('/o/atelier/creator#token=one');
    expect(wasHere(address, device)).toBe(false);
    openSession(address, tab, device);
    expect(wasHere(at('/o/atelier/creator#token=two'), device)).toBe(true);
  });

  test('works without storage', () => {
    const forbidden = keptIn(() => {
      throw new Error('SecurityError');
    });
    expect(openSession(at('/o/atelier/creator#token=one'), forbidden, forbidden).token).toBe('one');
    expect(isKnown(openSession(at('/o/atelier/creator'), forbidden, forbidden))).toBe(false);
  });
});

test('storage that was sealed takes nothing more, but can be emptied', () => {
  const device = sealable(storages().device);
  device.write('draft', 'typed');
  device.seal();
  device.write('draft', 'typed later');
  expect(device.read('draft')).toBe('typed');
  device.remove('draft');
  expect(device.read('draft')).toBeNull();
});

test('kept JSON that is damaged or of another shape counts as absent', () => {
  const { tab } = storages();
  const isText = (value: unknown): value is string => typeof value === 'string';
  tab.write('cut', '{"a":');
  tab.write('other', '4');
  tab.write('good', '"yes"');
  expect(['cut', 'other', 'absent', 'good'].map((name) => readKeptJson(tab, name, isText))).toEqual([
    null,
    null,
    null,
    'yes',
  ]);
});

function at(path: string) {
  const address = readAddress(new URL(path, 'https://app.example'));
  if (!address) throw new Error(`no address in ${path}`);
  return address;
}

function storages(): { tab: Kept; device: Kept } {
  const memory = (): Kept => {
    const texts = new Map<string, string>();
    return {
      read: (name) => texts.get(name) ?? null,
      write: (name, text) => void texts.set(name, text),
      remove: (name) => void texts.delete(name),
    };
  };
  return { tab: memory(), device: memory() };
}
