import { describe, expect, test } from 'vitest';
import { FINISH, readAddress, WELCOME, writeAddress } from './address.ts';

const read = (path: string) => readAddress(new URL(path, 'https://app.example'));

describe('reading the address', () => {
  test('takes the token from the fragment, never from the query', () => {
    expect(read('/o/atelier/creator#token=a.b.c&environment=test')).toMatchObject({
      organization: 'atelier',
      flow: 'creator',
      token: 'a.b.c',
      environment: 'test',
    });
    expect(read('/o/atelier/creator?token=a.b.c')?.token).toBeNull();
  });

  test('is live unless the address says test', () => {
    expect(read('/o/atelier/creator')?.environment).toBe('live');
    expect(read('/o/atelier/creator?environment=staging')?.environment).toBe('live');
  });

  test('believes an unsigned participant in test only', () => {
    expect(read('/o/atelier/creator?participant=demo-1&environment=test')?.participant).toBe('demo-1');
    expect(read('/o/atelier/creator?participant=demo-1')?.participant).toBeNull();
  });

  test.each(['/o/atelier', '/o/Atelier/creator', '/o/atelier/creator/more', '/o/../creator', '/'])(
    'knows no flow at %s',
    (path) => expect(read(path)).toBeNull(),
  );

  test.each([
    ['#step=profile', 'profile'],
    ['#finish', FINISH],
    ['#welcome', WELCOME],
    ['#token=x', null],
  ])('finds the view in %s', (fragment, view) => {
    expect(read(`/o/atelier/creator${fragment}`)?.view).toBe(view);
  });
});

describe('writing the address', () => {
  test('leaves the token out and keeps what leads back', () => {
    const address = read('/o/atelier/creator?participant=demo-1&environment=test#token=secret');
    expect(address && writeAddress(address, 'profile')).toBe(
      '/o/atelier/creator?environment=test&participant=demo-1#step=profile',
    );
  });

  test('comes back as it was written, for each kind of view', () => {
    const address = read('/o/atelier/creator#token=secret');
    if (!address) throw new Error('the address was not read');
    for (const view of ['profile', WELCOME, FINISH, null]) {
      expect(read(writeAddress(address, view))).toEqual({ ...address, token: null, view });
    }
  });
});
