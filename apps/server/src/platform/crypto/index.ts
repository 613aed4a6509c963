import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** SHA-256 of a secret of high entropy (session tokens, API keys): what is stored in its place. */
export function hashSecret(secret: string): Buffer {
  return Buffer.from(secretKeyOf(secret), 'latin1');
}

/** The same bytes as a string of 32 characters, to remember something under: four times as fast to make as a Buffer. */
export function secretKeyOf(secret: string): string {
  return hash('sha256', secret, 'binary');
}

/** HMAC-SHA256 in lower-case hex. */
export function hmacHex(secret: string | Buffer, message: string | Buffer): string {
  return createHmac('sha256', secret).update(message).digest('hex');
}

/** Compares in constant time; different lengths are unequal. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

export type Sealer = {
  /** Encrypts under the installation's key; `purpose` must be the same when opening. */
  seal(plain: string, purpose: string): Buffer;
  /** @throws Error when the bytes were changed, belong to another purpose or another key. */
  open(sealed: Buffer, purpose: string): string;
};

/** AES-256-GCM: nonce ‖ ciphertext ‖ tag, with the purpose as associated data. `key` is 32 bytes. */
export function createSealer(key: Buffer): Sealer {
  return {
    seal(plain, purpose) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, body, cipher.getAuthTag()]);
    },
    open(sealed, purpose) {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const tag = sealed.subarray(sealed.length - TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose)).setAuthTag(tag);
      const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}

/** Keys for single purposes, derived from the installation's key. */
export type Keyring = { derive(purpose: string): Buffer };

/** HKDF-SHA256 (RFC 5869) of a 32-byte key; the purpose is the info. Derived keys have 32 bytes and tell nothing of each other. */
export function createKeyring(key: Buffer): Keyring {
  return { derive: (purpose) => Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), purpose, 32)) };
}

/**
 * Links that are mailed. A token is the id of a row and a MAC of it: whoever renders the mail makes it anew, and neither
 * the database nor a queue ever holds it.
 */
export type MailedTokens = {
  /** For the row with this UUID. */
  tokenOf(purpose: string, id: string): string;
  /** The row's id; undefined for a token that was not made here, or for another purpose. */
  idOf(purpose: string, token: string): string | undefined;
};

const MAILED_TOKEN = /^([0-9a-f]{32})([\w-]{43})$/;

export function createMailedTokens(keyring: Keyring): MailedTokens {
  const key = keyring.derive('mailed links');
  const macOf = (purpose: string, id: string) =>
    createHmac('sha256', key).update(`${purpose} ${id}`).digest('base64url');
  return {
    tokenOf: (purpose, id) => id.replaceAll('-', '') + macOf(purpose, id),
    idOf(purpose, token) {
      const [, digits, mac] = MAILED_TOKEN.exec(token) ?? [];
      if (digits === undefined || mac === undefined) return undefined;
      const id = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      return equalInConstantTime(mac, macOf(purpose, id)) ? id : undefined;
    },
  };
}
