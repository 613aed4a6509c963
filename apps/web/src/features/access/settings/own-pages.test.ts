import { expect, test } from 'vitest';
import { isOwnPage } from './own-pages.ts';

test.each(['/settings', '/settings/', '/settings/profile', '/settings/security'])(
  '%s needs no organization',
  (path) => {
    expect(isOwnPage(path)).toBe(true);
  },
);

test.each(['/', '/settings/organization', '/settings/members', '/settings/profile/more', '/flows', '/settingsx'])(
  '%s needs an organization',
  (path) => {
    expect(isOwnPage(path)).toBe(false);
  },
);
