import { createECDH, createHash, createPrivateKey, sign } from 'node:crypto';
import { PUBLIC_URL } from './access-world.ts';

/** What a browser and its authenticator would say; each part can be made to lie. */
export type Lies = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly counter?: number;
  readonly userVerified?: boolean;
  readonly userHandle?: string;
  readonly type?: string;
  /** Signs something else than what is sent. */
  readonly forged?: boolean;
};

type Options = Readonly<Record<string, unknown>>;

/** A passkey in software (ES256, attestation "none"): the bytes are those of WebAuthn, made here and not by the library tested. */
export type SoftwareAuthenticator = {
  readonly credentialId: string;
  register(options: Options, lies?: Lies): Record<string, unknown>;
  assert(options: Options, lies?: Lies): Record<string, unknown>;
};

const PRESENT = 0x01;
const VERIFIED = 0x04;
const BACKUP_ELIGIBLE = 0x08;
const BACKED_UP = 0x10;
const HAS_CREDENTIAL = 0x40;
const AAGUID = Buffer.alloc(16);

export function softwareAuthenticator(seed: string, { counts = true } = {}): SoftwareAuthenticator {
  const { key, x, y } = keyOf(seed);
  const credential = sha256(`credential ${seed}`);
  let counter = 0;
  let userHandle: string | undefined;
  const authenticatorData = (lies: Lies, extra: Buffer, flags: number) => {
    counter = lies.counter ?? (counts ? counter + 1 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const verified = lies.userVerified === false ? 0 : VERIFIED;
    const flagged = Buffer.from([PRESENT | verified | BACKUP_ELIGIBLE | BACKED_UP | flags]);
    return Buffer.concat([sha256(lies.rpId ?? new URL(PUBLIC_URL).hostname), flagged, count, extra]);
  };
  const answer = (response: object) => ({
    id: credential.toString('base64url'),
    rawId: credential.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    response,
  });
  return {
    credentialId: credential.toString('base64url'),
    register(options, lies = {}) {
      userHandle = (options.user as { id: string }).id;
      const length = Buffer.from([0, credential.length]);
      const made = Buffer.concat([AAGUID, length, credential, coseKey(x, y)]);
      const attestationObject = attestation(authenticatorData(lies, made, HAS_CREDENTIAL));
      const clientDataJSON = clientData('webauthn.create', options, lies);
      return answer({
        clientDataJSON: clientDataJSON.toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal', 'hybrid'],
      });
    },
    assert(options, lies = {}) {
      const data = authenticatorData(lies, Buffer.alloc(0), 0);
      const clientDataJSON = clientData('webauthn.get', options, lies);
      const signed = Buffer.concat([data, sha256(lies.forged ? 'something else' : clientDataJSON)]);
      return answer({
        clientDataJSON: clientDataJSON.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, key).toString('base64url'),
        userHandle: lies.userHandle ?? userHandle,
      });
    },
  };
}

/** The same seed gives the same P-256 key. */
function keyOf(seed: string) {
  const ecdh = createECDH('prime256v1');
  const secret = sha256(`key ${seed}`);
  ecdh.setPrivateKey(secret);
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33, 65)];
  const jwk = { kty: 'EC', crv: 'P-256', ...base64url({ x, y, d: secret }) };
  return { key: createPrivateKey({ key: jwk, format: 'jwk' }), x, y };
}

function base64url(parts: Record<string, Buffer>): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, bytes.toString('base64url')]));
}

function clientData(type: string, options: Options, { origin, challenge, ...lies }: Lies): Buffer {
  const said = { type: lies.type ?? type, challenge: challenge ?? options.challenge, origin: origin ?? PUBLIC_URL };
  return Buffer.from(JSON.stringify({ ...said, crossOrigin: false }));
}

/** COSE (RFC 9053): {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}. */
function coseKey(x: Buffer, y: Buffer): Buffer {
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
  return Buffer.concat([head, x, Buffer.from([0x22, 0x58, 0x20]), y]);
}

/** CBOR (RFC 8949): {"fmt": "none", "attStmt": {}, "authData": bytes}. */
function attestation(authData: Buffer): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
  const bytes = Buffer.concat([Buffer.from([0x58, authData.length]), authData]);
  const map = [text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0]), text('authData'), bytes];
  return Buffer.concat([Buffer.from([0xa3]), ...map]);
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
