import { describe, expect, test } from 'vitest';
import { keyOf, providersOf } from './settings.ts';

const NONE = { GITHUB_URL: 'https://github.com', OPENID_NAME: 'OpenID' };

describe('providers of the settings', () => {
  test('are none where nothing is set', () => {
    expect(providersOf(NONE)).toEqual([]);
    expect(providersOf({ ...NONE, GOOGLE_CLIENT_ID: 'a', GITHUB_CLIENT_ID: 'b', OPENID_CLIENT_ID: 'c' })).toEqual([]);
  });

  test('are those whose client is registered', () => {
    const all = providersOf({
      GOOGLE_CLIENT_ID: 'a',
      GOOGLE_CLIENT_SECRET: 'secret of a',
      GITHUB_CLIENT_ID: 'b',
      GITHUB_CLIENT_SECRET: 'secret of b',
      GITHUB_URL: 'https://git.atelier.example/',
      OPENID_ISSUER: 'https://id.atelier.example/realm',
      OPENID_CLIENT_ID: 'c',
      OPENID_NAME: 'Atelier ID',
    });
    expect(all).toEqual([
      {
        id: 'google',
        name: 'Google',
        kind: 'openid',
        issuer: 'https://accounts.google.com',
        clientId: 'a',
        clientSecret: 'secret of a',
      },
      {
        id: 'github',
        name: 'GitHub',
        kind: 'github',
        baseUrl: 'https://git.atelier.example',
        clientId: 'b',
        clientSecret: 'secret of b',
      },
      {
        id: 'openid',
        name: 'Atelier ID',
        kind: 'openid',
        issuer: 'https://id.atelier.example/realm',
        clientId: 'c',
        clientSecret: null,
      },
    ]);
    expect(all.map(keyOf)).toEqual([
      'google:https://accounts.google.com',
      'github:https://git.atelier.example',
      'openid:https://id.atelier.example/realm',
    ]);
  });

  test('keep subjects of one issuer apart from those of the next', () => {
    const of = (OPENID_ISSUER: string) => providersOf({ ...NONE, OPENID_ISSUER, OPENID_CLIENT_ID: 'c' }).map(keyOf);
    expect(of('https://one.example')).not.toEqual(of('https://other.example'));
  });
});
