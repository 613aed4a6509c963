import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { PasskeyRow } from './repository.ts';

const Base64Url = z.string().regex(/^[\w-]+$/);
const Credential = z.object({
  id: Base64Url,
  rawId: Base64Url,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
});
const Attestation = Credential.extend({
  response: z.object({
    clientDataJSON: Base64Url,
    attestationObject: Base64Url,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,32}$/))
      .max(10)
      .optional(),
  }),
});
const Assertion = Credential.extend({
  response: z.object({
    clientDataJSON: Base64Url,
    authenticatorData: Base64Url,
    signature: Base64Url,
    userHandle: Base64Url.nullish().transform((handle) => handle ?? undefined),
  }),
});
export type Assertion = z.output<typeof Assertion>;

/** Options go to the browser; the challenge stays with whoever began. */
export type PasskeyChallenge = { readonly challenge: string; readonly options: Record<string, unknown> };
export type KnownCredential = { readonly credentialId: Buffer; readonly transports: readonly string[] };
export type RegisteredPasskey = Pick<PasskeyRow, 'credentialId' | 'publicKey' | 'counter' | 'transports'> & {
  readonly isBackedUp: boolean;
};

/** WebAuthn (Level 3) for this installation's host. The person is always verified by the device, with PIN or biometrics. */
export type PasskeyProtocol = {
  registration(
    account: { id: string; email: string; name: string },
    known: readonly KnownCredential[],
  ): Promise<PasskeyChallenge>;
  /** Undefined when the browser's answer is not accepted. */
  registered(attestation: unknown, challenge: string): Promise<RegisteredPasskey | undefined>;
  /** For these credentials, or for whichever the device has. */
  request(known?: readonly KnownCredential[]): Promise<PasskeyChallenge>;
  /** Undefined when it has not the right shape. */
  parseAssertion(assertion: unknown): Assertion | undefined;
  /** Undefined when the signature, origin, host, challenge, counter or the owner is not right. */
  asserted(
    assertion: Assertion,
    challenge: string,
    passkey: PasskeyRow,
  ): Promise<{ counter: number; isBackedUp: boolean } | undefined>;
};

const NAME = 'Stepwell';
const USER_VERIFICATION = 'required';
/** Ed25519, ES256 and RS256 (COSE): what authenticators have. */
const ALGORITHMS = [-8, -7, -257];

export function createPasskeyProtocol(publicUrl: string): PasskeyProtocol {
  const { hostname, origin } = new URL(publicUrl);
  const expected = { expectedOrigin: origin, expectedRPID: hostname, requireUserVerification: true };
  return {
    registration: (account, known) => registration(hostname, account, known),
    async registered(attestation, challenge) {
      const parsed = Attestation.safeParse(attestation);
      if (!parsed.success) return undefined;
      const response = parsed.data;
      const verification = verifyRegistrationResponse({
        response,
        expectedChallenge: challenge,
        supportedAlgorithmIDs: ALGORITHMS,
        ...expected,
      });
      const { registrationInfo } = (await accepted(verification)) ?? {};
      return registrationInfo && registeredOf(registrationInfo, response.response.transports ?? []);
    },
    async request(known) {
      const allowCredentials = known?.map(descriptorOf);
      const options = await generateAuthenticationOptions({
        rpID: hostname,
        userVerification: USER_VERIFICATION,
        ...(allowCredentials && { allowCredentials }),
      });
      return { challenge: options.challenge, options: { ...options } };
    },
    parseAssertion: (assertion) => Assertion.safeParse(assertion).data,
    async asserted(response, challenge, passkey) {
      if (!isOwner(response, passkey)) return undefined;
      const credential = {
        ...descriptorOf(passkey),
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
      };
      const verification = verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge,
        credential,
        ...expected,
      });
      const answer = await accepted(verification);
      if (!answer?.verified) return undefined;
      const { newCounter, credentialBackedUp } = answer.authenticationInfo;
      return { counter: newCounter, isBackedUp: credentialBackedUp };
    },
  };
}

async function registration(
  rpID: string,
  account: { id: string; email: string; name: string },
  known: readonly KnownCredential[],
): Promise<PasskeyChallenge> {
  const options = await generateRegistrationOptions({
    rpName: NAME,
    rpID,
    userID: userHandleOf(account.id),
    userName: account.email,
    userDisplayName: account.name,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map(descriptorOf),
    authenticatorSelection: { residentKey: 'required', userVerification: USER_VERIFICATION },
  });
  return { challenge: options.challenge, options: { ...options } };
}

/** The library throws for whatever is not right in an answer. */
function accepted<T>(verification: Promise<T>): Promise<T | undefined> {
  return verification.catch(() => undefined);
}

type Registration = NonNullable<Awaited<ReturnType<typeof verifyRegistrationResponse>>['registrationInfo']>;

function registeredOf(
  { credential, credentialBackedUp }: Registration,
  transports: readonly string[],
): RegisteredPasskey {
  return {
    credentialId: Buffer.from(credential.id, 'base64url'),
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports,
    isBackedUp: credentialBackedUp,
  };
}

function descriptorOf({ credentialId, transports }: KnownCredential) {
  return { id: credentialId.toString('base64url'), transports: [...transports] };
}

/** A device that was asked for no particular key says whose the key is; it must be so. */
function isOwner({ response }: Assertion, { accountId }: PasskeyRow): boolean {
  return (
    response.userHandle === undefined ||
    response.userHandle === Buffer.from(userHandleOf(accountId)).toString('base64url')
  );
}

/** The 16 bytes of the account's id: nothing personal. */
function userHandleOf(accountId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(accountId.replaceAll('-', ''), 'hex'));
}
