import { expect, test } from 'vitest';
import type { Route } from './route.ts';
import { routes } from './routes/index.ts';

const all: readonly Route[] = routes;

/** Why a change of one's own account may go without a fresh proof. */
const WITHOUT_PROOF: Readonly<Record<string, string>> = {
  switchOrganization: 'changes only where one works',
  resendVerification: 'mails the address that the account has',
  updateProfile: 'a name and a language let nobody in',
  acceptOwnInvitation: 'joins an organization, and lets nobody else in',
  declineOwnInvitation: 'only takes something away',
  confirmTotp: 'the second half of what began with a proof, within fifteen minutes',
  addPasskey: 'the second half of what began with a proof, within ten minutes',
  renamePasskey: 'a name lets nobody in',
  confirmIdentity: 'is the proof',
  beginConfirmation: 'begins the proof',
};

test('whatever changes how somebody gets in asks for a fresh proof, but for what is named with its reason', () => {
  const own = all.filter(({ method, path }) => method !== 'GET' && /^\/api\/v1\/me(\/|$)/.test(path));
  const unproved = own.filter(({ confirm }) => confirm !== true).map(({ id }) => id);
  expect(unproved.filter((id) => !(id in WITHOUT_PROOF))).toEqual([]);
  const proved = own.filter(({ confirm }) => confirm === true).map(({ id }) => id);
  expect(proved).toEqual(
    expect.arrayContaining([
      'changeEmail',
      'changePassword',
      'beginTotp',
      'removeTotp',
      'beginPasskey',
      'removePasskey',
      'revokeSession',
      'revokeOtherSessions',
    ]),
  );
});

test('what cannot be taken back in an organization asks for one too', () => {
  const confirmed = all.filter(({ confirm }) => confirm === true).map(({ id }) => id);
  const final = ['deleteAccount', 'deleteOrganization', 'transferOwnership', 'removeMember', 'changeMemberRole'];
  expect(confirmed).toEqual(expect.arrayContaining(final));
});

test('what opens an organization or its data to others asks for one too', () => {
  const confirmed = all.filter(({ confirm }) => confirm === true).map(({ id }) => id);
  const keys = ['createApiKey', 'revokeApiKey', 'createSigningSecret', 'revokeSigningSecret'];
  expect(confirmed).toEqual(expect.arrayContaining([...keys, 'createInvitation', 'resendInvitation']));
});
