import type { CDPSession, Page } from 'playwright-core';

type SecurityKey = { readonly devTools: CDPSession; readonly authenticatorId: string };

/** A key that the browser believes to be in the machine, and that is touched by itself whenever it is asked. */
export async function plugInKey(page: Page): Promise<SecurityKey> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('WebAuthn.enable');
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { devTools, authenticatorId };
}

/** Nobody touches the key any more. A page to sign in asks every key there is, and one that is touched signs in at once. */
export async function letGoOf({ devTools, authenticatorId }: SecurityKey): Promise<void> {
  await devTools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: false });
}

/** Puts the passkeys of a key on another one, as those that are synced get from machine to machine. */
export async function copyPasskeys(from: SecurityKey, to: SecurityKey): Promise<void> {
  const { authenticatorId } = from;
  const { credentials } = await from.devTools.send('WebAuthn.getCredentials', { authenticatorId });
  for (const credential of credentials) {
    await to.devTools.send('WebAuthn.addCredential', { authenticatorId: to.authenticatorId, credential });
  }
}
