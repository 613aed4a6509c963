import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/** Options and answers as they travel: the JSON forms of the WebAuthn standard. */
type WebAuthnJson = Record<string, unknown>;

/** The library is fetched when the first passkey is asked for. */
const library = () => import('@simplewebauthn/browser');

/** Whether this browser can hold passkeys at all. */
export function knowsPasskeys(): boolean {
  return typeof globalThis.PublicKeyCredential === 'function';
}

/** Whether the browser offers passkeys in the list under an input with `autocomplete="… webauthn"`. */
export async function offersPasskeysInInputs(): Promise<boolean> {
  return knowsPasskeys() && (await library()).browserSupportsWebAuthnAutofill();
}

/** Asks the browser to prove a passkey. With `inInput` the browser waits until the person chooses one from the list. */
export async function provePasskey(options: WebAuthnJson, inInput = false): Promise<WebAuthnJson> {
  const { startAuthentication } = await library();
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const answer = await startAuthentication({ optionsJSON, useBrowserAutofill: inInput });
  return { ...answer };
}

/** Asks the browser to make a passkey. */
export async function makePasskey(options: WebAuthnJson): Promise<WebAuthnJson> {
  const { startRegistration } = await library();
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  return { ...(await startRegistration({ optionsJSON })) };
}

/** Ends a question that waits in an input, so that another can be asked. */
export async function stopWaitingForPasskey(): Promise<void> {
  (await library()).WebAuthnAbortService.cancelCeremony();
}
